import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SCOPE = ['--scope', 'cpus=1,calls=2,pages=2', '--callers', 'well-behaved'];
const SMALL = [...SCOPE, '--engine', 'shortest', '--jobs', '1'];
const NO_REARM = join('docs', 'examples', 'llist-no-rearm.ts');

function compare(a: string, b: string, ...more: readonly string[]): ReturnType<typeof iovaCheck> {
  return iovaCheck('compare', a, b, ...SMALL, '--property', 'WRK-1,LST-1', ...more);
}

function git(...args: readonly string[]): void {
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.org'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' });
}

/** Writes a design whose work arms itself again if another file of it says so. */
function write(arms: boolean): void {
  writeFileSync(
    join(folder, 'mine.ts'),
    `import { llist, step } from 'iova-check';
    import { arms } from './parts/arms.js';
    const rearm = () => step('iova_deferred_free_work: re-arm', () => undefined);
    export default { ...llist, name: 'mine', rearm: arms ? llist.rearm : rearm };`,
  );
  mkdirSync(join(folder, 'parts'), { recursive: true });
  writeFileSync(join(folder, 'parts', 'arms.js'), `export const arms = ${arms};`);
}

describe('iova-check compare', () => {
  test('compare ends with 1, and prints the run, if a variation breaks what its base keeps', () => {
    const out = join(folder, 'runs');
    const ended = compare('llist', NO_REARM, '--out', out);
    expect(ended.out).toMatch(/^B breaks 1 property that A keeps: WRK-1[;\n]/);
    expect(ended.out).toContain('On B only: WRK-1 no work is armed <- the work ended');
    expect(ended.out).toContain('On A: the same run breaks nothing.');
    expect(ended.status).toBe(1);
    const [name = ''] = readdirSync(join(out, 'b'));
    expect(iovaCheck('replay', join(out, 'b', name), '--design', NO_REARM).status).toBe(0);
  });

  test('compare ends with 0 if nothing differs, and with 3 if a bound is hit', () => {
    const same = compare('llist', 'llist');
    expect([same.status, same.out.split('\n')[0]]).toEqual([
      0,
      'no difference in 2 verdicts (exhausted: a scope, below)',
    ]);
    const cut = compare('llist', 'llist', '--max-states', '50');
    expect(cut.out).toContain('A, well-behaved callers: 50 states of cpus=1');
    expect(cut.status).toBe(3);
  });

  test('compare finds the difference between two policies of a design', () => {
    const warned = ['llist:flat-10ms-warn-10', 'llist:flat-10ms'] as const;
    const scope = ['--scope', 'cpus=1,calls=2,pages=2,refusals=12,timers=exact'];
    const args = ['--callers', 'well-behaved', '--engine', 'shortest', '--property', 'OBS-1'];
    const { out, status } = iovaCheck('compare', ...warned, ...scope, ...args);
    expect(out).toContain(
      'B breaks 1 property that A keeps: OBS-1\n  A  llist (flat-10ms-warn-10)',
    );
    expect(status).toBe(1);
  });

  test('compare loads two versions of a file with their imports, and leaves no file', () => {
    git('init', '--quiet');
    write(false);
    git('add', 'mine.ts', 'parts');
    git('commit', '--quiet', '--message', 'does not re-arm');
    write(true);
    const files = readdirSync(folder);
    const file = join(folder, 'mine.ts');
    const mended = compare(`${file}@HEAD`, file);
    expect(mended.out).toMatch(/^B keeps every property that A keeps/);
    expect(mended.out).toContain('\n  mended, B holds: WRK-1\n');
    expect(mended.status).toBe(0);
    expect(compare(file, `${file}@HEAD`).status).toBe(1);
    expect(readdirSync(folder)).toEqual(files);
    const none = compare(file, `${file}@HEAD~1`);
    expect(none.err).toContain('mine.ts@HEAD~1: git knows no such revision with that file in it');
    expect([none.status, none.out]).toEqual([2, '']);
  });

  test('compare --quick says what it left out, unless it was asked for', () => {
    const args = ['compare', 'marker', 'marker', '--property', 'MEM-2', '--quick'];
    const { out, status } = iovaCheck(...args);
    expect(out).toMatch(/^no difference in 1 verdict \(exhausted: 4 scopes, below\)\n/);
    expect(out).toContain(
      '--quick left out: careless callers; scopes larger than those of "small"',
    );
    expect(status).toBe(0);
    const narrow = iovaCheck(...args, '--scope', 'cpus=1,pages=2').out;
    expect(narrow).toContain('(exhausted: a scope');
    expect(narrow).toContain('--quick left out: careless callers; all but 200 random runs.');
  });

  test('compare writes a report: the properties of B, the replays, and the same calls', () => {
    const ktap = join(folder, 'out.ktap');
    expect(compare('llist', NO_REARM, '--report', `ktap=${ktap}`).status).toBe(1);
    const text = readFileSync(ktap, 'utf8');
    expect(text).toContain('    # Subtest: B: llist-no-rearm (flat-10ms), well-behaved callers\n');
    expect(text).toMatch(/\n {4}not ok \d+ WRK-1\n/);
    expect(text).toContain('    # Subtest: A: llist (flat-10ms), well-behaved callers\n');
    expect(text).toMatch(/# Subtest: A and B\n {4}1\.\.1\n[^]*\n {4}(?:not )?ok 1 same calls\n/);
  });

  test('compare prints one document with --json', () => {
    const { out, status } = compare('llist', NO_REARM, '--json');
    expect(JSON.parse(out)).toMatchObject({
      version: 2,
      answer: { kind: 'worse' },
      A: { as: 'llist', design: 'llist', policy: 'flat-10ms' },
      differences: [
        {
          property: 'WRK-1',
          A: { verdict: 'holds', only: [] },
          B: { verdict: 'violated', only: [{ ruledOut: 'in the scope', calls: 2 }] },
        },
      ],
    });
    expect(status).toBe(1);
  });

  test('compare offers only the options that it takes', () => {
    const { out } = iovaCheck('compare', '--help');
    expect(out).toContain('--json');
    expect(out).not.toContain('--allow');
    expect(iovaCheck('check', '--help').out).toContain('--allow');
    expect(iovaCheck('--help').out).not.toContain('--quick');
  });

  test('compare reports a mistake of the user in one line', () => {
    for (const args of [
      ['llist', 'nosuch'],
      ['llist', 'marker:flat-10ms'],
      ['llist:nosuch', 'llist'],
      ['llist', 'llist', '--allow', 'x.txt'],
    ]) {
      const { status, err, out } = iovaCheck('compare', ...args);
      expect([status, err.trimEnd().split('\n').length, out]).toEqual([2, 1, '']);
    }
  });
});
