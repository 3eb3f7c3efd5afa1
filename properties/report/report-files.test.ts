import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeText } from '../../cli/files.ts';
import { beginReports, writeReports } from '../../cli/gate-reports.ts';
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

  test('goes through a link that leads to no file yet, once, and leaves the link', async () => {
    const [file, target] = [join(folder, 'link'), join(folder, 'target')];
    symlinkSync(target, file);
    const report = [{ kind: 'ktap', file } as const];
    beginReports({ report }, gateCasesOfTests);
    expect(readdirSync(folder)).toEqual(['link']);
    await writeReports(report, () => Promise.resolve(gateCasesOfTests));
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toMatch(/^KTAP/);
  });

  test('is told in one line where it cannot be written', () => {
    const file = join(place('no-folder', ''), 'a');
    expect(() => beginReports({ report: [{ kind: 'ktap', file }] }, [])).toThrow(
      `${file}: cannot be written: a part of its path is a file`,
    );
  });
});

describe('a file that is written', () => {
  test('costs no other file, and leaves none', () => {
    const [file, other] = [join(folder, 'a'), place('a.part', 'mine')];
    writeText(file, 'text');
    expect(readFileSync(file, 'utf8')).toBe('text');
    expect(readFileSync(other, 'utf8')).toBe('mine');
    mkdirSync(join(folder, 'b'));
    expect(() => writeText(join(folder, 'b'), 'text')).toThrow('cannot be written: it is a folder');
    expect(readdirSync(folder)).toEqual(['a', 'a.part', 'b']);
  });
});
