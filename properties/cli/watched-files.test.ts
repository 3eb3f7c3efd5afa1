/** Which files `--watch` watches, and what counts as a change. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sideRef } from '../../cli/arguments/side-ref.ts';
import { watchedFiles } from '../../cli/arguments/watched-files.ts';
import { changedFiles, watchedContents } from '../../cli/files/watched-contents.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** An imported file is named as seen from the folder that the user is in. */
function imported(name: string): string {
  return relative('', join(folder, name));
}

describe('the files that are watched', () => {
  const watched = (sides: readonly string[], flags = {}): readonly string[] =>
    watchedFiles(sides.map(sideRef), flags);

  test('the files that are watched are designs, policies and the script, each once', () => {
    expect(watched(['mine.ts@HEAD', 'mine.ts'])).toEqual(['mine.ts']);
    expect(watched(['a.mjs', 'a.mjs:p.js'])).toEqual(['a.mjs', 'p.js']);
    expect(watched(['llist', 'llist:p.ts'], { script: 's.json' })).toEqual(['p.ts', 's.json']);
    expect(watched(['llist', 'marker'], { script: 's.json' })).toEqual(['s.json']);
  });

  test('nothing is watched if no file is named, or one document is wanted', () => {
    expect(() => watched(['llist:flat-10ms', 'mine.ts@HEAD'])).toThrow(
      'no file that could change is among llist, flat-10ms, mine.ts@HEAD; name one of yours',
    );
    expect(() => watched(['llist', 'mine.ts'], { json: true })).toThrow('leave one of them out');
  });

  test('what a watched file imports is watched, however it is imported, and so on', () => {
    mkdirSync(join(folder, 'parts'));
    const top = write(
      'top.ts',
      "import { llist } from 'iova-check';\nexport * from './parts/a.ts'",
    );
    write('parts/a.ts', 'await import("../b.js");');
    write('b.js', "import './top.ts'; import data from './none.json' with { type: 'json' };");
    symlinkSync(top, join(folder, 'parts', 'link.ts'));
    for (const name of [top, join(folder, 'parts', 'link.ts')]) {
      expect([...watchedContents([name]).keys()].toSorted()).toEqual(
        [name, ...['top.ts', 'parts/a.ts', 'b.js', 'none.json'].map(imported)].toSorted(),
      );
    }
  });
});

describe('a change', () => {
  test('a file changes if its text does, and also when it comes or goes', () => {
    const file = write('c.ts', "import './d.ts';");
    const before = watchedContents([file]);
    utimesSync(file, 0, 0);
    expect(changedFiles(before, watchedContents([file]))).toEqual([]);
    write('d.ts', '');
    expect(changedFiles(before, watchedContents([file]))).toEqual([imported('d.ts')]);
    write('c.ts', "import './d.ts'; // again");
    expect(changedFiles(before, watchedContents([file]))).toEqual([file, imported('d.ts')]);
    rmSync(file);
    expect(changedFiles(before, watchedContents([file]))).toEqual([file]);
  });

  test('what is no regular file is not read', () => {
    expect(watchedContents([folder, '/dev/null'])).toEqual(
      new Map([
        ['/dev/null', null],
        [folder, null],
      ]),
    );
  });
});
