import { expect, test } from 'vitest';
import { PrintSet } from '../../explore/tables/print-set.ts';
import { SeededDraw } from '../engines/seeded-draw.ts';

test('a set of fingerprints has the rows that were added, and no others', () => {
  const draw = new SeededDraw(1);
  const set = new PrintSet();
  const added = new Set<string>();
  const row = new Int32Array(5);
  for (let turn = 0; turn < 60_000; turn += 1) {
    for (let at = 0; at < row.length; at += 1) row[at] = draw.below(12);
    const more = draw.below(2);
    // The last number does not count.
    const key = [...row.subarray(0, 4), more].join();
    expect(set.has(row, 4, more)).toBe(added.has(key));
    if (draw.below(2) === 0 || added.has(key)) continue;
    set.add(row, 4, more);
    added.add(key);
  }
  expect(added.size).toBeGreaterThan(10_000);
  expect(set.bytes).toBeGreaterThanOrEqual(8 * added.size);
});
