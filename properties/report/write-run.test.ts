import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { writeRun } from '../../cli/files/write-run.ts';
import { formatRun, readRun } from '../../explore/run/run-file.ts';
import type { Run } from '../../explore/run/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-write-run-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => void vi.restoreAllMocks());

const NAME = 'marker-liv-1-nobody-erases-what-free-deferred-the-work-is-idle.json';
const RUN = readRun(readFileSync(join('corpus', NAME), 'utf8'), NAME);
/** The same with one more action, and a note. */
const LONGER: Run = { ...RUN, actions: [...RUN.actions, { do: 'pressure', level: 'none' }] };

/** Writes `now` where `before` is. What is said, and what the file then has. */
function over(before: string, now: Run, shows: boolean = true): readonly string[] {
  const file = join(folder, 'run.json');
  writeFileSync(file, before);
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text).replaceAll(file, 'FILE'));
    return true;
  });
  writeRun(file, now, () => shows);
  return [...said, readFileSync(file, 'utf8')];
}

test('a shorter run is kept, and the user knows', () => {
  const [said, text] = over(formatRun(RUN), LONGER);
  expect(text).toBe(formatRun(RUN));
  expect(said).toMatch(/^FILE: kept: 2 calls, .*; the run found now has 2 calls, .*\n$/);
});

test('a run that is as short is kept with its note', () => {
  const noted = formatRun({ ...RUN, note: 'made by hand' });
  expect(over(noted, RUN).at(-1)).toBe(noted);
});

test('a longer run is replaced, and the user knows what was there', () => {
  const [said, text] = over(formatRun(LONGER), RUN);
  expect(text).toBe(formatRun(RUN));
  expect(said).toMatch(/^FILE: replaced a run of 2 calls, .* actions by one of 2 calls, .*\n$/);
});

test('a shorter run that no longer shows what it says is replaced', () => {
  const [said, text] = over(formatRun(RUN), LONGER, false);
  expect(text).toBe(formatRun(LONGER));
  expect(said).toContain('which no longer shows what it says');
});

test('the same run again is no news', () => {
  expect(over(formatRun(RUN), RUN)).toEqual([formatRun(RUN)]);
});

test.each([
  ['prose', 'my notes\n', 'as it is no run'],
  ['another design', formatRun({ ...RUN, design: 'llist' }), 'as it is a run of something else'],
])('%s is not overwritten', (_what, before, why) => {
  expect(() => over(before, RUN)).toThrow(why);
  expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe(before);
});
