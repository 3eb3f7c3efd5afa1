/** Allow-lists on the command line: what a gate lets pass, and what it does not. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-gate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const SMALL = ['--scope', 'cpus=1,pages=2,timers=exact', '--runs', '50', '--jobs', '2'];
const MARKER = ['check', 'marker', ...SMALL, '--callers', 'well-behaved', '--property', 'LIV-1'];

describe('bad allow-lists', () => {
  const none = join(folder, 'none.txt');
  const other = file('notes.md', 'Notes\n=====\n');
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a list that is not there', ['--allow', none], /none\.txt: cannot be read: there is no such/],
    [
      'a line that is no entry',
      ['--allow', file('a', '# x\ncareless OWN\n')],
      /a:2: expected a sig/,
    ],
    ['a file that is no list', ['--write-allow', other], /notes\.md:1: expected well-behaved or/],
    ['a folder', ['--write-allow', folder], /cannot be written: it is a folder/],
    ['a list to read and to write', ['--allow', none, '--write-allow', none], /not both/],
  ];
  test.each(cases)(
    'a bad allow-list gets one clear line and exit code 2: %s',
    (_name, args, line) => {
      const { status, out, err } = iovaCheck('check', 'marker', ...args);
      expect(err).toMatch(line);
      expect(err.trimEnd().split('\n')).toHaveLength(1);
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(readFileSync(other, 'utf8')).toBe('Notes\n=====\n');
      expect(existsSync(none)).toBe(false);
    },
  );

  test('--policies with careless callers gets one clear line and exit code 2', () => {
    const { status, err } = iovaCheck('--policies', '--callers', 'careless');
    expect(err).toMatch(/--policies adds columns for well-behaved callers only/);
    expect(status).toBe(2);
  });
});

describe('a gate', () => {
  const list = join(folder, 'known.txt');

  test('a gate passes with the allow-list that was written from the same check', () => {
    const written = iovaCheck(...MARKER, '--write-allow', list);
    expect(written.out).toContain(`Wrote ${list}: signatures: 2 with well-behaved callers`);
    expect(written.status).toBe(0);
    const { status, out } = iovaCheck(...MARKER, '--allow', list);
    expect(out).toContain(`Nothing is violated beyond what ${list} allows.`);
    expect(out).not.toContain('is broken');
    expect(status).toBe(0);
  });

  test('a gate fails for what is not in its allow-list, and reports only that', () => {
    const lines = readFileSync(list, 'utf8').split('\n');
    const rest = lines.filter((line) => !line.includes(' free_iova'));
    expect(rest).toHaveLength(lines.length - 1);
    const { status, out } = iovaCheck(...MARKER, '--allow', file('rest.txt', rest.join('\n')));
    expect(out.match(/is broken$/gm)).toHaveLength(1);
    expect(out).toContain(
      'signature  LIV-1 nobody erases what free_iova() deferred, the work is idle',
    );
    expect(out).not.toContain('Nothing is violated');
    expect(status).toBe(1);
  });

  test('a gate is inconclusive if everything found is allowed but not all was searched', () => {
    const { status, out } = iovaCheck(...MARKER, '--engine', 'random', '--allow', list);
    expect(out).toMatch(/^LIV-1 +VIOLATED/m);
    expect(out).toMatch(
      /LIV-1: everything found is allowed, but there may be more: [^]*100 random/,
    );
    expect(status).toBe(3);
  });
});
