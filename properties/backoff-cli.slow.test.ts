import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));

afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command as its user would. */
function iovaCheck(...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync('node', [MAIN, ...args], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

describe('retry policies', () => {
  test('are compared, and what is asked for is written', () => {
    const [svg, csv, out] = ['b.svg', 'b.csv', 'worst'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const args = ['backoff', 'flat-10ms', 'doubling-10-to-1000', '--pages', '32', '--rate', '10'];
    const ended = iovaCheck(...args, '--plot', svg, '--csv', csv, '--out', out);
    expect(ended.status).toBe(0);
    expect(ended.out).toMatch(/^ {2}wakeups in 60 s +6000 +65$/m);
    expect(readFileSync(svg, 'utf8')).toContain('</svg>');
    expect(readFileSync(csv, 'utf8')).toContain('doubling-10-to-1000,60000,');
    const worst = join(out, 'worst-recovery-doubling-10-to-1000.json');
    expect(iovaCheck('replay', worst).status).toBe(0);
    const { policies } = JSON.parse(iovaCheck(...args, '--json').out) as {
      policies: readonly { readonly policy: string; readonly missedJiffies: number }[];
    };
    expect(policies.map(({ missedJiffies }) => missedJiffies)).toEqual([9, 999]);
  });

  test('that are wrong, or files that cannot be written, are told in one line', () => {
    for (const args of [
      ['nope'],
      ['flat-10ms', '--csv', folder],
      ['flat-10ms', '--plot', join(MAIN, 'x.svg')],
      ['flat-10ms', '--design', 'marker'],
      ['--policy', 'flat-10ms'],
    ]) {
      const { status, err, out } = iovaCheck('backoff', ...args);
      expect([status, err.trimEnd().split('\n').length, out]).toEqual([2, 1, '']);
    }
  });

  test('let a range starve in windows of less than their longest delay', () => {
    const { status, out } = iovaCheck('starve', 'llist', '--window', '9');
    expect(out).toContain('memory in windows of at least 9 ms: a lasso');
    expect(out).toMatch(/^Somebody can wait for ever in 1 of the 3 scenes\.$/m);
    expect(status).toBe(1);
    const none = iovaCheck('starve', 'llist');
    expect(none.out).toMatch(/^ {2}no such loop: all \d+ states searched$/m);
    expect(none.status).toBe(0);
    const mainline = iovaCheck('starve', 'mainline');
    expect([mainline.status, mainline.out]).toEqual([
      0,
      'mainline: not applicable: it never defers\n',
    ]);
  });

  test('that break their contract are told first, and measured as far as they can be', () => {
    const file = join(folder, 'no-delay.ts');
    writeFileSync(
      file,
      `export default { name: 'no-delay', initial: 0, startJiffies: 0, capJiffies: 0,
        resetsOn: 'success', warns: null,
        next: () => ({ state: 0, delayJiffies: 0, warn: false }) };`,
    );
    const told = /^The policy no-delay breaks its contract:\n {2}bounds: /;
    const costs = iovaCheck('backoff', file, 'flat-10ms', '--pages', '32', '--rate', '10');
    expect(costs.out).toMatch(told);
    expect(costs.out).toMatch(/^ {2}keeps its contract +NO +yes$/m);
    expect(costs.out).toMatch(/^ {2}wakeups in 60 s +- +6000$/m);
    expect([costs.status, costs.err]).toEqual([1, '']);
    const starved = iovaCheck('starve', 'llist', '--policy', file);
    expect(starved.out).toMatch(told);
    expect(starved.status).toBe(1);
  });
});
