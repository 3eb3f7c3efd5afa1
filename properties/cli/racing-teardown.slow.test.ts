/** `--callers racing-teardown` on the command line: searches, gates, reports, replay, compare. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-racing-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const SCRIPT = 'docs/examples/free-during-teardown.script.json';
const RACING = ['--callers', 'racing-teardown'];
const SCRIPTED = ['--script', SCRIPT, ...RACING, '--property', 'MEM-1,LCK-1,TER-1'];
const LEFT = 'TER-1 put_iova_domain() left the work';
/** A variation that changes nothing. */
const AS_IT_IS = file(
  'as-it-is.ts',
  `import { llist } from 'iova-check';
export default { ...llist, name: 'as-it-is' } satisfies typeof llist;
`,
);

describe('a check of teardowns that race calls', () => {
  const out = join(folder, 'runs');
  const list = join(folder, 'known.txt');

  test('a script of a free in flight shows the work that it arms after the cancel', () => {
    const ktap = join(folder, 'out.ktap');
    const shown = iovaCheck(
      'check',
      AS_IT_IS,
      ...SCRIPTED,
      '--out',
      out,
      '--report',
      `ktap=${ktap}`,
    );
    expect(shown.out).toContain(`  signature  ${LEFT}\n`);
    expect(shown.out).toContain('as-it-is (flat-10ms), racing-teardown callers: TER-1 is broken');
    expect(shown.out).toMatch(/: racing-teardown callers meet \d+\n/);
    expect(shown.status).toBe(1);
    expect(readFileSync(ktap, 'utf8')).toContain('as-it-is (flat-10ms), racing-teardown callers');
  });

  test('its runs are replayed as they are, and not if the callers exclude calls', () => {
    const names = readdirSync(out);
    const [name = ''] = names.filter((other) => other.includes('-ter-1-put-left-the-work'));
    expect(name).toMatch(/^as-it-is-racing-teardown-/);
    const path = join(out, name);
    const replayed = iovaCheck('replay', path, '--design', AS_IT_IS);
    expect(replayed.out).toMatch(/: shows what\s+it says\n/);
    expect(replayed.status).toBe(0);
    const text = readFileSync(path, 'utf8').replace('racing-teardown', 'well-behaved');
    const refused = iovaCheck('replay', file('well.json', text), '--design', AS_IT_IS);
    expect(refused.out).toMatch(/makes\s+no such call now, but a racing-teardown one/);
    expect(refused.status).toBe(5);
  });

  test('an allow-list of such callers lets pass what they show, and one of others does not', () => {
    const written = iovaCheck('check', 'llist', ...SCRIPTED, '--write-allow', list);
    expect(written.out).toMatch(/0 with careless callers, 9 with racing-teardown callers\./);
    expect(written.status).toBe(0);
    const lines = readFileSync(list, 'utf8');
    expect(lines).toContain(`\nracing-teardown  ${LEFT}\n`);
    expect(iovaCheck('check', AS_IT_IS, ...SCRIPTED, '--allow', list).status).toBe(0);
    const others = file('others.txt', lines.replaceAll('racing-teardown', 'careless'));
    expect(iovaCheck('check', AS_IT_IS, ...SCRIPTED, '--allow', others).status).toBe(1);
  });

  test('the exhaustive engine agrees', () => {
    const { out: text } = iovaCheck('check', 'llist', ...SCRIPTED, '--engine', 'exhaustive');
    expect(text).toContain(`  signature  ${LEFT}\n`);
  });

  test('without --callers, the kinds are those of the matrix', () => {
    const { out: text, status } = iovaCheck('check', 'llist', '--script', SCRIPT, '--json');
    const { results } = JSON.parse(text) as { results: readonly { callers: string }[] };
    expect(results.map(({ callers }) => callers)).toEqual(['well-behaved', 'careless']);
    expect(status).toBe(3);
  });
});

test('compare says that a teardown which waits for calls mends what the race breaks', () => {
  const mended = 'docs/examples/hardened-waits-for-calls.ts';
  const { out } = iovaCheck('compare', 'hardened', mended, ...SCRIPTED);
  expect(out).toMatch(/^B keeps every property that A keeps/);
  expect(out).toContain(`- ${LEFT}\n      racing-teardown callers; 3 calls, 14 steps`);
  const back = iovaCheck('compare', mended, 'hardened', ...SCRIPTED);
  expect(back.out).toMatch(
    /^B breaks 3 properties that A keeps: MEM-1 \(racing-teardown callers\)/,
  );
  expect(back.status).toBe(1);
});

describe('what does not fit', () => {
  const calls = (text: string): string => {
    const before = readFileSync(SCRIPT, 'utf8');
    return file(
      'calls.json',
      before.replace('{ "on": "teardown", "call": { "fn": "put" } }', text),
    );
  };
  const bad: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a kind that there is not', ['check', 'llist', '--callers', 'racing'], /Allowed choices are/],
    ['a column that there is not', RACING, /the matrix has no column of such callers; check one/],
    ['every policy', ['--policies', ...RACING], /leave --callers racing-teardown out/],
    [
      'two kinds',
      ['check', 'llist', '--scope', 'callers=racing-teardown', '--callers', 'careless'],
      /the scope says callers=racing-teardown; leave one of them out/,
    ],
    [
      'a scope without the teardown that the script lists',
      ['check', 'llist', '--script', SCRIPT, '--scope', 'cpus=1,teardown=off'],
      /calls\[2\]\.call: a teardown, and the scope has none; give it teardown=on/,
    ],
    [
      'a teardown on a CPU',
      ['check', 'llist', '--script', calls('{ "on": "cpu1", "call": { "fn": "put" } }')],
      /calls\[2\]\.on: cpu1 does not call "put"; write "teardown"/,
    ],
  ];
  test.each(bad)('it gets one clear line and exit code 2: %s', (_what, args, says) => {
    const { status, out, err } = iovaCheck(...args);
    expect(err).toMatch(says);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });
});
