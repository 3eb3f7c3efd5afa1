import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginReports } from '../cli/gate-reports.ts';
import { gateCasesOfTests } from './gate-cases-of-tests.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function place(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('a report', () => {
  test('overwrites an earlier report, and an empty file', () => {
    for (const text of ['', 'KTAP version 1\n1..0\n', '<?xml version="1.0"?>\n']) {
      const file = place('old', text);
      beginReports({ report: [{ kind: 'ktap', file }] }, gateCasesOfTests);
      expect(readFileSync(file, 'utf8')).toMatch(/^KTAP version 1\n1\.\.2\n/);
    }
  });

  test('does not overwrite anything else, and then no other report is written', () => {
    const file = place('mine.ts', 'export default {};\nKTAP version 1\n');
    const report = [{ kind: 'junit', file: join(folder, 'new.xml') } as const];
    const begin = (): void =>
      beginReports({ report: [...report, { kind: 'ktap', file }] }, gateCasesOfTests);
    expect(begin).toThrow(`${file}: no report is there, but something else; name another file`);
    expect(readFileSync(file, 'utf8')).toContain('export default');
    expect(readdirSync(folder)).toEqual(['mine.ts']);
  });

  test('goes to a file that no other option names, however it is spelt', () => {
    const file = join(folder, 'same');
    const spelt = `./${relative('.', file)}`;
    const report = [{ kind: 'ktap', file } as const];
    for (const named of [
      { report: [...report, { kind: 'junit', file: spelt } as const] },
      { report, writeAllow: spelt },
      { report, allow: spelt },
    ]) {
      expect(() => beginReports(named, gateCasesOfTests)).toThrow(
        /same: another option names this file; name two$/,
      );
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});
