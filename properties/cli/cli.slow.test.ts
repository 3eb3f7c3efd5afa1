import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { COLUMNS_DEFAULT } from '../../report/text/wrap-text.ts';
import { iovaCheck, MAIN, ROOT } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));

afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Options for a check that finds something, and soon comes to its end. */
const SMALL = ['--scope', 'cpus=1,pages=2,timers=exact', '--runs', '20', '--jobs', '1'];
/** A scope whose search does not end by itself. */
const HUGE = 'cpus=4,calls=12,pages=16,refusals=8';
const RUN = readFileSync(
  join(ROOT, 'corpus', 'marker-liv-1-nobody-erases-what-free-deferred-the-work-is-idle.json'),
  'utf8',
);

describe('bad input', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown design', ['check', 'nosuch'], /nosuch: no such design; known are mainline, llist/],
    ['an unknown command', ['frobnicate'], /unknown command or argument in: frobnicate/],
    ['an unknown option', ['check', 'llist', '--frob'], /unknown option '--frob'/],
    ['no CPU at all', ['check', 'llist', '--scope', 'cpus=0'], /cpus: expected .* 1 to 4, found/],
    ['too few CPUs', ['check', 'llist', '--scope', 'cpus=1,irqs=2'], /irqs=2 needs as many CPUs/],
    ['an unknown preset', ['check', 'llist', '--scope', 'huge'], /no preset is called "huge"/],
    ['an unknown engine', ['check', 'llist', '--engine', 'states'], /choices are random, shortest/],
    [
      'an option of another engine',
      ['check', 'llist', '--engine', 'exhaustive', '--preemptions', '1'],
      /--preemptions is for --engine shortest, not for exhaustive/,
    ],
    ['a script that is none', ['check', 'llist', '--script', file('l', '{}')], /not a script file/],
    [
      'a script that does not fit its scope',
      ['check', 'llist', '--script', file('m.json', RUN), '--scope', 'calls=1'],
      /m\.json: calls: 2 calls, and the scope has 1; give it calls=2/,
    ],
    ['an unknown property', ['check', 'llist', '--property', 'AVL-9'], /no property "AVL-9"/],
    ['a run file that is not there', ['replay', join(folder, 'none.json')], /no such file/],
    ['a malformed run file', ['replay', file('a.json', '{"format":')], /truncated|not JSON/],
    ['a truncated run file', ['replay', file('b.json', RUN.slice(0, 400))], /truncated/],
    [
      'a run file of another version',
      ['replay', file('c.json', RUN.replace('"version":2', '"version":1'))],
      /version 1, and this iova-check reads version 2: set "version" to 2 and "expect" to null/,
    ],
    [
      'a run that names an address outside its space',
      ['replay', file('d.json', RUN.replace('"limit":1048575', '"limit":9048575'))],
      /9048575/,
    ],
    ['a shrink of what is no run', ['shrink', file('e.json', '[]')], /not a run file/],
    ['a recording that is not there', ['recorded', join(folder, 'none')], /no such file/],
    [
      'a recording in another format',
      ['recorded', file('f.jsonl', '{"format":2,"lines":0}\n')],
      /f\.jsonl:1: .*format/,
    ],
    ['a variation that is not there', ['check', join(folder, 'none.ts')], /no such file/],
    [
      'a variation that does not parse',
      ['check', file('g.ts', 'export default {')],
      /g\.ts: does not load/,
    ],
    ['a variation that throws', ['check', file('h.js', 'throw new Error("no")')], /h\.js: .*no/],
    ['a variation that is no design', ['check', file('i.js', 'export default 7')], /is no design/],
    [
      'a variation with the name of a published design',
      ['check', file('j.js', "export { llist as default } from 'iova-check'")],
      /another name/,
    ],
    [
      'an output folder that cannot be made',
      ['check', 'llist', '--out', file('k', '')],
      /k: no files can be written there/,
    ],
    ['an output folder that takes no files', ['check', 'llist', '--out', '/proc/x'], /\/proc\/x: /],
  ];
  test.each(cases)('bad input gets one clear line and exit code 2: %s', (_name, args, line) => {
    const { status, out, err } = iovaCheck(...args);
    expect(err).toMatch(line);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });
});

test('the built command can be executed, as npx does', () => {
  const { status, stdout } = spawnSync(MAIN, ['list', 'designs'], { encoding: 'utf8' });
  expect(stdout).toContain('mainline');
  expect(status).toBe(0);
});

describe('exit codes', () => {
  test('the exit code is 1 if something is violated, and the run is printed and written', () => {
    const out = join(folder, 'runs');
    const args = ['check', 'marker', '--property', 'LIV-1', '--callers', 'well-behaved'];
    const ended = iovaCheck(...args, ...SMALL, '--out', out);
    expect(ended.status).toBe(1);
    expect(ended.out).toContain('LIV-1 is broken');
    const files = readdirSync(out).map((name) => join(out, name));
    expect(files.length).toBeGreaterThan(0);
    expect(iovaCheck('replay', ...files).status).toBe(0);
  });

  test('the exit code is 0 if everything holds', () => {
    const args = ['check', 'marker', '--property', 'MEM-2,WIN-1', '--callers', 'well-behaved'];
    expect(iovaCheck(...args, ...SMALL).status).toBe(0);
  });

  test('the exit code is 3 if random runs alone find nothing: they prove nothing', () => {
    const args = ['check', 'marker', '--property', 'MEM-2', '--engine', 'random'];
    const ended = iovaCheck(...args, ...SMALL);
    expect(ended.status).toBe(3);
    expect(ended.out).toContain('40 random runs, which prove nothing');
  });

  test('the exit code is 3 if a bound is hit before anything is found', () => {
    const args = ['check', 'marker', '--property', 'MEM-2', '--engine', 'shortest'];
    const ended = iovaCheck(...args, '--scope', 'cpus=2,calls=4', '--max-states', '100');
    expect(ended.out).toMatch(/MEM-2: 100 states of cpus=2 irqs=0 calls=4/);
    expect(ended.status).toBe(3);
  });

  test('the exit code is 3 if time runs out in the middle of a search', () => {
    const args = ['check', 'marker', '--property', 'MEM-2', '--callers', 'careless'];
    const ended = iovaCheck(...args, '--scope', HUGE, '--time', '1');
    expect(ended.out).toContain('time ran out');
    expect(ended.status).toBe(3);
  });

  test('the exit code is 5 for a run that shows something else than it says', () => {
    const other = RUN.replaceAll('what free_iova()', 'what put_iova_domain()');
    expect(iovaCheck('replay', file('other.json', other)).status).toBe(5);
  });

  test('the exit code is 5 for a run that cannot be followed', () => {
    const lines = RUN.split('\n');
    const first = lines.findIndex((line) => line.startsWith('{"do":"start"'));
    const cut = lines.toSpliced(first + 1, 1).join('\n');
    expect(iovaCheck('replay', file('cut.json', cut)).status).toBe(5);
  });

  test('the exit code is 5 for a variation that is not deterministic', () => {
    const source =
      "import { marker, step } from 'iova-check';\nlet n = 0;\n" +
      "export default { ...marker, name: 'fickle', *find(d, pfn) {\n" +
      "  n += 1; if (n % 2 === 0) yield step('find_iova: extra', () => 0);\n" +
      '  return yield* marker.find.call(this, d, pfn); },\n' +
      '  *free(d, pfn) { yield* this.find(d, pfn);\n' +
      '    return yield* marker.free.call(this, d, pfn); } };';
    const fickle = file('fickle.mjs', source);
    const ended = iovaCheck('replay', file('run.json', RUN), '--design', fickle);
    expect(ended.out + ended.err).toContain('not deterministic');
    expect(ended.status).toBe(5);
  });
});

describe('an interrupted check', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'an interrupted check prints what it found before %s',
    async (signal) => {
      const out = join(folder, signal);
      const args = ['check', 'marker', '--property', 'MEM-2,AVL-1', '--scope', HUGE];
      const child = spawn('node', [MAIN, ...args, '--callers', 'careless', '--out', out]);
      const told: string[] = [];
      child.stdout.on('data', (text: Buffer) => told.push(text.toString()));
      // The folder is made only after the signal handlers are installed.
      while (!existsSync(out)) await later(20);
      child.kill(signal);
      const [status] = (await once(child, 'close')) as [number | null];
      expect([1, 3]).toContain(status);
      expect(told.join('')).toMatch(/MEM-2( AVL-1)?: [^]*interrupted/);
    },
  );
});

describe('the calls of a run', () => {
  const run = join(ROOT, 'corpus', 'llist-own-2-the-work-erased-a-reserved-range.json');

  test('the calls of a run are searched in every order, in the scope of the run', () => {
    const ended = iovaCheck('check', 'llist', '--script', run, '--property', 'OWN-2,MEM-2');
    expect(ended.out).toMatch(/length +3 calls, 23 steps, shortest for its calls in cpus=2/);
    expect(ended.out).toMatch(/^MEM-2 +holds B$/m);
    expect(ended.out).toMatch(/Exhausted scopes, with the calls of\s+\S+:/);
    expect(ended.status).toBe(1);
  });

  test('realise prints the run in which the maple tree itself asks for memory', () => {
    const out = join(folder, 'realised.json');
    const ended = iovaCheck('realise', run, '--out', out);
    expect(ended.out).toContain('realised with 0 fillers');
    expect(iovaCheck('replay', out).out).toContain('memory=tree');
    const assumed = iovaCheck(
      'realise',
      join('corpus', 'llist-cst-1-free-armed-the-work-too-early.json'),
    );
    expect(assumed).toMatchObject({ status: 3, out: expect.stringContaining('assumed') as string });
  });
});

describe('a variation in a file', () => {
  const mended = join('docs', 'examples', 'llist-keeps-hint.ts');
  const buggy = join('docs', 'examples', 'llist-no-rearm.ts');
  const poisoned = join('corpus', 'llist-avl-1-refused-alloc-was-refused-a-store.json');

  test('a variation that mends one defect loses its signature, and keeps another', () => {
    const args = ['--callers', 'well-behaved', '--property', 'AVL-1', '--scope', 'cpus=1,pages=2'];
    const { status, out } = iovaCheck('check', mended, ...args, '--runs', '100');
    expect(out).toMatch(/^ {2}known +as in mainline, llist, marker: F10, new: not from review\./m);
    expect(out).toContain('AVL-1 refused <- alloc_iova() wrote max32');
    expect(out).not.toContain('was refused a store');
    expect(out).toMatch(/functions of its own, and how often they were entered: storeRefused\(\)/);
    expect(status).toBe(1);
    const base = iovaCheck('check', 'llist', ...args, '--engine', 'shortest');
    expect(base.out).toContain('AVL-1 refused <- alloc_iova() was refused a store');
  });

  test('a variation is printed beside published designs unless options narrow the search', () => {
    const args = ['check', mended, '--callers', 'well-behaved', '--property', 'AVL-1'];
    // However far the check comes in this time, what was checked in is printed beside it.
    const { out } = iovaCheck(...args, '--time', '1');
    expect(out).toMatch(/^ +llist-keeps-hint +mainline +llist +marker$/m);
    expect(out).toMatch(/^ +checked now( +expected\.json){3}$/m);
    expect(out).toMatch(/^AVL-1 +\S.* VIOLATED 4 +VIOLATED 6 +VIOLATED 7$/m);
    expect(iovaCheck(...args, ...SMALL).out).not.toContain('expected.json');
  });

  test('a variation that mends a defect passes the run that showed it', () => {
    const { status, out } = iovaCheck('replay', poisoned, '--design', mended);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      `${poisoned}: on llist-keeps-hint (flat-10ms), whose steps may differ, it breaks nothing`,
    );
    expect(out.split('\n').filter((line) => line.length > COLUMNS_DEFAULT)).toEqual([]);
    expect(status).toBe(0);
  });

  test('a variation with a bug is caught, and its run can be replayed on it', () => {
    const out = join(folder, 'buggy');
    const args = ['check', buggy, '--callers', 'well-behaved', '--property', 'WRK-1'];
    expect(iovaCheck(...args, ...SMALL, '--out', out).status).toBe(1);
    const [name = ''] = readdirSync(out);
    const replayed = iovaCheck('replay', join(out, name), '--design', buggy);
    expect(replayed.out.replaceAll(/\s+/g, ' ')).toContain('shows what it says');
    expect(replayed.out).toContain(`--design ${buggy}`);
    expect(replayed.status).toBe(0);
    expect(iovaCheck('shrink', join(out, name), '--design', buggy).status).toBe(0);
  });
});

test('--json prints one document and nothing else', () => {
  const args = ['check', 'marker', '--callers', 'well-behaved', ...SMALL, '--json'];
  const { out } = iovaCheck(...args, '--property', 'LIV-1,MEM-2,LST-1');
  const document = JSON.parse(out) as {
    version: number;
    results: { design: string; properties: { id: string; verdict: string; classes: object[] }[] }[];
  };
  expect(document.version).toBe(1);
  const verdicts = document.results[0]?.properties.map(({ id, verdict }) => `${id} ${verdict}`);
  expect(verdicts).toEqual(['MEM-2 holds', 'LST-1 not-applicable', 'LIV-1 violated']);
  expect(document.results[0]?.properties[2]?.classes[0]).toMatchObject({
    signature: expect.stringContaining('LIV-1 ') as string,
    calls: 2,
    shortest: true,
    run: { actions: expect.arrayContaining([expect.objectContaining({ do: 'start' })]) as object },
  });
});
