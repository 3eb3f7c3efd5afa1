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
import { prepare } from '../../cli/files/prepare.ts';
import { writeText } from '../../cli/files/text-files.ts';
import { writeOutputs } from '../../cli/files/write-outputs.ts';
import { formatKtap } from '../../report/formats/ktap.ts';
import type { Preparation } from '../../report/reporters/output.ts';
import { outputOf } from '../proofs/output-of.ts';
import { gateCasesOfTests, reportOfTests } from './gate-cases-of-tests.ts';

const TEXT = formatKtap(reportOfTests(gateCasesOfTests));

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

function report(file: string): Preparation {
  return { kind: 'report', file, text: TEXT };
}

describe('a report', () => {
  test('a report overwrites an earlier report, and an empty file', () => {
    for (const text of ['', 'KTAP version 1\n1..0\n', '<?xml version="1.0"?>\n']) {
      const file = place('old', text);
      prepare([report(file)], []);
      expect(readFileSync(file, 'utf8')).toMatch(/^KTAP version 1\n1\.\.2\n/);
    }
  });

  test('a report does not overwrite any other file, and then no report is written', () => {
    const file = place('mine.ts', 'export default {};\nKTAP version 1\n');
    const begin = (): void => prepare([report(join(folder, 'new.xml')), report(file)], []);
    expect(begin).toThrow(`${file}: this file is not a report; name another file`);
    expect(readFileSync(file, 'utf8')).toContain('export default');
    expect(readdirSync(folder)).toEqual(['mine.ts']);
  });

  test('a report needs a file that no other option names, however it is spelt', () => {
    const file = join(folder, 'same');
    const spelt = `./${relative('.', file)}`;
    const wishes: readonly (readonly [readonly Preparation[], readonly string[]])[] = [
      [[report(file), report(spelt)], []],
      [[report(file)], [spelt]],
    ];
    for (const [wanted, taken] of wishes) {
      expect(() => prepare(wanted, taken)).toThrow(
        /same: two options name this file; give each its own$/,
      );
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a report is written through a link to a file that does not exist; the link stays', () => {
    const [file, target] = [join(folder, 'link'), join(folder, 'target')];
    symlinkSync(target, file);
    prepare([report(file)], []);
    expect(readdirSync(folder)).toEqual(['link']);
    writeOutputs([{ kind: 'file', file, text: TEXT }]);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toMatch(/^KTAP/);
  });

  test('a report that cannot be written is refused in one line', () => {
    const file = join(place('no-folder', ''), 'a');
    expect(() => prepare([report(file)], [])).toThrow(
      `${file}: cannot be written: a part of its path is a file`,
    );
  });
});

describe('what a reporter wants written', () => {
  test('outputs are written in order, up to the first file that cannot be written', async () => {
    const [first, last] = [join(folder, 'first'), join(folder, 'last')];
    const taken = join(place('no-folder', ''), 'a');
    const { code: written, text } = await outputOf(async () =>
      Promise.resolve(
        writeOutputs([
          { kind: 'file', file: first, text: '1' },
          { kind: 'text', text: 'said' },
          { kind: 'file', file: taken, text: '2' },
          { kind: 'file', file: last, text: '3' },
          { kind: 'text', text: 'not said' },
        ]),
      ),
    );
    expect(written).toEqual({ files: [first], isComplete: false });
    expect(text).toBe('said');
    expect(readdirSync(folder)).toEqual(['first', 'no-folder']);
  });

  test('if a folder takes no files, nothing is prepared and nothing printed', async () => {
    const taken = join(place('no-folder', ''), 'a');
    const file = join(folder, 'report');
    const { text } = await outputOf(async () => {
      const wanted: readonly Preparation[] = [
        { kind: 'text', text: 'said' },
        { kind: 'folder', folder: taken },
        report(file),
      ];
      expect(() => prepare(wanted, [])).toThrow('no files can be written there');
      return Promise.resolve();
    });
    expect(text).toBe('');
    expect(readdirSync(folder)).toEqual(['no-folder']);
  });
});

describe('a file that is written', () => {
  test('writing a file destroys no other file, and leaves no temporary one', () => {
    const [file, other] = [join(folder, 'a'), place('a.part', 'mine')];
    writeText(file, 'text');
    expect(readFileSync(file, 'utf8')).toBe('text');
    expect(readFileSync(other, 'utf8')).toBe('mine');
    mkdirSync(join(folder, 'b'));
    expect(() => writeText(join(folder, 'b'), 'text')).toThrow('cannot be written: it is a folder');
    expect(readdirSync(folder)).toEqual(['a', 'a.part', 'b']);
  });
});
