import { expect, test } from 'vitest';
import { searchedCalls } from '../../report/verdicts/searched-calls.ts';

const ALIGNED = 'cpus=1 calls=4 pages=3 refusals=2';
const UNALIGNED = 'cpus=1 calls=4 pages=3 requests=unaligned refusals=2';
const REFILL = 'cpus=1 calls=12 pages=2 requests=refill refusals=11';

test('what a search calls is said once for all scopes that ask for aligned pages', () => {
  const said = searchedCalls(null, [ALIGNED]);
  expect(said).toContain('allocations of 1 or 2 aligned pages');
  expect(said).not.toContain('requests=');
});

test('what a search calls is said besides for other requests, if a scope has them', () => {
  const usual = searchedCalls(null, [ALIGNED]);
  const unaligned = '; with requests=unaligned, not aligned';
  expect(searchedCalls(null, [ALIGNED, UNALIGNED])).toBe(`${usual}${unaligned}`);
  expect(searchedCalls(null, [REFILL, UNALIGNED, REFILL])).toBe(
    `${usual}${unaligned}; with requests=refill, one page below 4 GiB is allocated, freed, and ` +
      'then asked for again and again',
  );
});

test('the calls of a script are those of its file, whatever the scopes ask for', () => {
  expect(searchedCalls('mine.json', [REFILL])).toBe('with the calls of mine.json');
});
