import { totalmem } from 'node:os';
import { expect, test } from 'vitest';
import { megabytesOfASearch } from '../../cli/arguments/machine-memory.ts';

test('all searches together hold at most half of the memory, each job its part', () => {
  const alone = megabytesOfASearch(1);
  expect(alone).toBeGreaterThan(0);
  expect(alone).toBeLessThanOrEqual(totalmem() / 2 / 2 ** 20);
  for (const jobs of [2, 3, 64]) {
    const one = megabytesOfASearch(jobs);
    expect(one * jobs).toBeLessThanOrEqual(alone);
    expect((one + 1) * jobs).toBeGreaterThan(alone - jobs);
  }
});

test('a search has some memory, however many there are', () => {
  expect(megabytesOfASearch(1e9)).toBe(1);
});
