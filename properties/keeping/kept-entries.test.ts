import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type KeepingTrouble, KeptEntries } from '../../explore/keeping/kept-entries.ts';

const KEY = 'a'.repeat(64);
const VALUE = { states: 3, runs: ['x'] };

function isValue(value: unknown): value is typeof VALUE {
  return typeof value === 'object' && value !== null && 'states' in value;
}

describe('entries', () => {
  let folder: string;
  let heard: KeepingTrouble[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
    heard = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function entries(at: string = folder): KeptEntries {
    return new KeptEntries(
      () => at,
      (trouble) => heard.push(trouble),
    );
  }
  const fileOf = (key: string): string => join(folder, `${key}.json`);

  test('what is kept is read as it was, by its own key only', () => {
    entries().write(KEY, VALUE);
    expect(entries().read(KEY, isValue)).toEqual(VALUE);
    expect(entries().read('b'.repeat(64), isValue)).toBeNull();
    expect(heard).toEqual([]);
    expect(readdirSync(folder)).toEqual([`${KEY}.json`]);
  });

  test.each([
    ['empty', () => ''],
    ['truncated', (text: string) => text.slice(0, -9)],
    ['without its last line end', (text: string) => text.slice(0, -1)],
    ['longer', (text: string) => `${text}{}\n`],
    ['changed', (text: string) => text.replace('"states":3', '"states":4')],
    ['no JSON', () => '\0\0\0'],
    ['of another key', (text: string) => text.replace(KEY, 'c'.repeat(64))],
    ['of another format', (text: string) => text.replace('search 1', 'search 0')],
  ])('an entry that is %s is no entry, and is told of', (_what, damage) => {
    entries().write(KEY, VALUE);
    writeFileSync(fileOf(KEY), damage(readFileSync(fileOf(KEY), 'utf8')));
    expect(entries().read(KEY, isValue)).toBeNull();
    expect(heard).toEqual([{ kind: 'damaged', file: fileOf(KEY), why: 'it is damaged' }]);
    entries().write(KEY, VALUE);
    expect(entries().read(KEY, isValue)).toEqual(VALUE);
  });

  test('a whole entry of another kind is no entry, and is told of', () => {
    entries().write(KEY, ['foreign']);
    expect(entries().read(KEY, isValue)).toBeNull();
    expect(heard).toEqual([{ kind: 'damaged', file: fileOf(KEY), why: 'it is no such result' }]);
  });

  test('an entry that cannot be read is no entry, and is told of', () => {
    mkdirSync(fileOf(KEY));
    expect(entries().read(KEY, isValue)).toBeNull();
    expect(heard).toMatchObject([{ kind: 'damaged', file: fileOf(KEY) }]);
  });

  test('what JSON does not hold exactly is not kept', () => {
    for (const value of [{ a: undefined }, { a: Infinity }, { a: -0 }, { a: new Map() }]) {
      entries().write(KEY, value);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('two that write the same at once leave one whole entry', () => {
    const [one, other] = [entries(), entries()];
    for (let round = 0; round < 20; round += 1) {
      one.write(KEY, VALUE);
      other.write(KEY, VALUE);
      expect(one.read(KEY, isValue)).toEqual(VALUE);
    }
    expect(readdirSync(folder)).toEqual([`${KEY}.json`]);
  });

  test('where the folder is a file, nothing is kept, and that is told once', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const some = entries(file);
    some.write(KEY, VALUE);
    some.write(KEY, VALUE);
    expect(some.read(KEY, isValue)).toBeNull();
    some.trim();
    expect(heard).toMatchObject([{ kind: 'unwritable', folder: file, error: { code: 'EEXIST' } }]);
  });

  test('on a full disk nothing is kept, no half file stays, and that is told once', () => {
    // Every write to this device says that the disk is full.
    symlinkSync('/dev/full', `${fileOf(KEY)}.${process.pid}`);
    const some = entries();
    some.write(KEY, VALUE);
    some.write('b'.repeat(64), VALUE);
    expect(heard).toMatchObject([{ kind: 'unwritable', folder, error: { code: 'ENOSPC' } }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('in a folder that may not be written nothing is kept, and that is told once', (context) => {
    // Root may write anywhere.
    if (process.getuid?.() === 0) context.skip();
    chmodSync(folder, 0o500);
    const some = entries();
    some.write(KEY, VALUE);
    some.write(KEY, VALUE);
    expect(heard).toMatchObject([{ kind: 'unwritable', folder, error: { code: 'EACCES' } }]);
  });

  test('without a home nothing is kept, and that is told once', () => {
    const homeless = new KeptEntries(
      () => {
        throw Object.assign(new Error('no home'), { code: 'ERR_SYSTEM_ERROR' });
      },
      (trouble) => heard.push(trouble),
    );
    expect(homeless.read(KEY, isValue)).toBeNull();
    homeless.write(KEY, VALUE);
    homeless.write(KEY, VALUE);
    expect(heard.map(({ kind }) => kind)).toEqual(['unwritable']);
  });

  test('of too much, what was not used for the longest time goes', () => {
    const some = entries();
    const keys = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
    for (const [at, key] of keys.entries()) {
      some.write(key, VALUE);
      utimesSync(fileOf(key), at, at);
    }
    some.trim();
    expect(readdirSync(folder)).toHaveLength(3);
    some.read(keys[0] ?? '', isValue);
    some.trim(2 * readFileSync(fileOf(KEY)).length);
    expect(readdirSync(folder)).toEqual([`${keys[0]}.json`, `${keys[2]}.json`]);
  });
});
