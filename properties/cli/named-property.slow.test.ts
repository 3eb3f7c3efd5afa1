/** WRN-1 is outside of the matrix: the commands check it if it is named, and only then. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { allProperties } from '../../model/properties/all.ts';
import { iovaCheck } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SCOPE = ['--scope', 'cpus=1,calls=2,pages=2,refusals=1', '--callers', 'well-behaved'];
const SMALL = [...SCOPE, '--engine', 'shortest', '--jobs', '1'];
const NAMED = [...SMALL, '--property', 'wrn-1'];
const PREALLOCATES = join('docs', 'examples', 'hardened-preallocates.ts');

/** The first column of the row of WRN-1; null: the output has no such row. */
function cellOf(out: string): string | null {
  return /^WRN-1 +(\S+(?: \S+)*)/m.exec(out)?.[1] ?? null;
}

describe('a property outside of the matrix', () => {
  test.each([
    ['mainline', '-', 3],
    ['llist', 'VIOLATED 4', 1],
    ['marker', 'VIOLATED 3', 1],
    ['hardened', 'VIOLATED 3', 1],
    [PREALLOCATES, 'holds Q', 0],
  ])('check %s --property WRN-1 says %s', (design, cell, code) => {
    const { out, status } = iovaCheck('check', design, ...NAMED);
    expect([cellOf(out), status]).toEqual([cell, code]);
  });

  test('a check that names no property leaves it out', () => {
    const { out } = iovaCheck('check', 'marker', ...SMALL, '--json');
    const { results } = JSON.parse(out) as {
      results: readonly { properties: readonly { id: string }[] }[];
    };
    const ids = allProperties.map(({ id }) => id);
    expect(results.map(({ properties }) => properties.map(({ id }) => id))).toEqual([ids]);
  });

  test('compare judges it if it is named', () => {
    const { out, status } = iovaCheck('compare', 'hardened', PREALLOCATES, ...NAMED);
    expect(out).toContain('mended, B holds: WRN-1');
    expect(status).toBe(0);
  });

  test('list properties says which property is outside of the matrix', () => {
    const { out } = iovaCheck('list', 'properties');
    const blocks = out.split(/^(?=\S)/m).filter((block) => block.includes('outside of the matrix'));
    expect(blocks.map((block) => block.slice(0, 5))).toEqual(['WRN-1']);
  });
});

describe('a run of a property outside of the matrix', () => {
  const runs = join(folder, 'runs');
  iovaCheck('check', 'marker', ...NAMED, '--out', runs);
  const file = join(runs, 'marker-wrn-1-free-was-refused-an-erase.json');

  test('its file is written, replayed, realised and shrunk', () => {
    expect(readdirSync(runs)).toHaveLength(3);
    const replayed = iovaCheck('replay', file);
    expect(replayed.out).toContain('WRN-1 is broken here: the tree was refused nodes');
    expect(replayed.out).toMatch(/shows what it says\n$/);
    const shrunk = join(folder, 'shrunk.json');
    expect(iovaCheck('shrink', file, '--out', shrunk).status).toBe(0);
    expect(readFileSync(shrunk, 'utf8')).toBe(readFileSync(file, 'utf8'));
    expect([replayed.status, iovaCheck('realise', file).status]).toEqual([0, 0]);
  });

  test('a gate lets its signature pass', () => {
    const list = join(folder, 'known.txt');
    expect(iovaCheck('check', 'marker', ...NAMED, '--write-allow', list).status).toBe(0);
    expect(readFileSync(list, 'utf8')).toContain('well-behaved  WRN-1 free_iova() was refused');
    expect(iovaCheck('check', 'hardened', ...NAMED, '--allow', list).status).toBe(0);
  });
});
