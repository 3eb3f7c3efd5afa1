import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck } from '../cli/iova-check.ts';

const RUN = 'corpus/llist-own-2-the-work-erased-a-reserved-range.json';
const OTHER = 'corpus/llist-avl-2-refused-alloc-was-refused-a-store.json';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('iova-check explain', () => {
  test('it prints the step that decided, and the run that passes', () => {
    const { status, out } = iovaCheck('explain', RUN);
    expect(status).toBe(0);
    expect(out).toContain('decided    by step 15: cpu0 goes on with "reserve_iova: lock"');
    expect(out).toContain('instead    the timer expires: nothing breaks');
    expect(out).toContain('the nearest run that passes, the same up to step 14');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('it writes reports too, and wraps what it prints at the width asked for', () => {
    const [mail, sarif] = [join(folder, 'a.mail'), join(folder, 'a.sarif')];
    const report = ['--report', `mail=${mail}`, '--report', `sarif=${sarif}`];
    const { status, out } = iovaCheck('explain', RUN, OTHER, ...report, '--width', '60');
    expect(status).toBe(0);
    for (const line of out.split('\n')) {
      if (!line.includes('corpus/')) expect(line.length).toBeLessThanOrEqual(60);
    }
    expect(readFileSync(mail, 'utf8')).toMatch(/^Subject: iova: OWN-2: /);
    const { runs } = JSON.parse(readFileSync(sarif, 'utf8')) as {
      readonly runs: readonly { readonly results: readonly unknown[] }[];
    };
    expect(runs[0]?.results).toHaveLength(2);
  });

  test('a file that is no run is refused in one line, and no report is written', () => {
    const mail = join(folder, 'b.mail');
    const { status, out, err } = iovaCheck('explain', 'package.json', '--report', `mail=${mail}`);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(mail)).toBe(false);
  });

  test('a run that its design does not show is told of, and the code is 5', () => {
    const { status, err } = iovaCheck('explain', RUN, '--design', 'hardened');
    expect(status).toBe(5);
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });
});

describe('iova-check diff', () => {
  test('two runs are told side by side from where they part', () => {
    const { status, out } = iovaCheck('diff', RUN, OTHER);
    expect(status).toBe(0);
    expect(out).toMatch(/^The same up to step 3:$/m);
    expect(out).toMatch(/^A +\| B$/m);
    expect(out).toMatch(/\| > 8-12 cpu0: /);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('a run and itself are the same', () => {
    expect(iovaCheck('diff', RUN, RUN).out).toContain('Their actions are the same.');
  });

  test('a file that is no run is refused in one line', () => {
    const { status, out, err } = iovaCheck('diff', RUN, 'package.json');
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
