import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck, MAIN } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));

afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Writes a policy that waits for this time, and declares that it never waits for more than 10 ms.
 */
function policyFile(name: string, delayJiffies: number): string {
  const path = join(folder, `${name}.ts`);
  writeFileSync(
    path,
    `export default { name: '${name}', initial: 0, startJiffies: 10, capJiffies: 10,
      resetsOn: 'success', warns: null,
      next: () => ({ state: 0, delayJiffies: ${delayJiffies}, warn: false }) };`,
  );
  return path;
}

describe('retry policies', () => {
  const small = ['--pages', '32', '--rate', '10'];

  test('backoff measures policies, and writes the files that it is asked for', () => {
    const files = ['b.svg', 'b.csv', 'worst'].map((name) => join(folder, name));
    const [svg, csv, out] = files as [string, string, string];
    const asked = ['--plot', svg, '--csv', csv, '--out', out, '--json'];
    const ended = iovaCheck('backoff', 'flat-10ms', ...small, ...asked);
    expect(ended.status).toBe(0);
    const { policies } = JSON.parse(ended.out) as { policies: readonly object[] };
    expect(policies).toMatchObject([{ policy: 'flat-10ms', missedJiffies: 9 }]);
    expect(readFileSync(svg, 'utf8')).toContain('</svg>');
    expect(readFileSync(csv, 'utf8')).toContain('flat-10ms,60000,');
    const worst = join(out, 'worst-recovery-flat-10ms.json');
    expect(iovaCheck('replay', worst).status).toBe(0);
  });

  test('backoff reports wrong policies and files that cannot be written in one line', () => {
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

  test('starve finds that a range can starve in windows shorter than the longest delay', () => {
    const { status, out } = iovaCheck('starve', 'llist', '--window', '9');
    expect(out).toContain('memory in windows of at least 9 ms: a lasso');
    expect(out).toMatch(/^Somebody can wait for ever in 1 of the 4 scenes\.$/m);
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

  test('backoff first reports broken contracts, and measures what can be measured', () => {
    const [never, twice] = [policyFile('no-delay', 0), policyFile('twice', 20)];
    const told = /^The policy no-delay breaks its contract:\n {2}bounds: /;
    const costs = iovaCheck('backoff', never, twice, ...small);
    expect(costs.out).toMatch(told);
    expect(costs.out).toMatch(/^The policy twice breaks its contract:\n {2}bounds: /m);
    expect(costs.out).toMatch(/^ {2}A {2}no-delay\n {2}B {2}twice$/m);
    expect(costs.out).toMatch(/^ {2}keeps its contract +NO +NO$/m);
    expect(costs.out).toMatch(/^ {2}wakeups in 60 s +- +3000$/m);
    expect([costs.status, costs.err]).toEqual([1, '']);
    const starved = iovaCheck('starve', 'llist', '--policy', never);
    expect(starved.out).toMatch(told);
    expect(starved.status).toBe(1);
  });
});
