import { assert } from './assert.ts';
import { overlaps, type Range } from './range.ts';

/** Disjoint ranges in ascending order. Immutable: functions return a new array, or theirs. */
export type RangeSet = readonly Range[];

/** The set without the pages of `range`. A range that is partly covered keeps its other pages. */
export function subtract(set: RangeSet, range: Range): RangeSet {
  if (!touchesAny(set, range)) return set;
  const rests: Range[] = [];
  for (const entry of set) {
    if (!overlaps(entry, range)) {
      rests.push(entry);
      continue;
    }
    if (entry.lo < range.lo) rests.push({ lo: entry.lo, hi: range.lo - 1 });
    if (entry.hi > range.hi) rests.push({ lo: range.hi + 1, hi: entry.hi });
  }
  return rests;
}

/** The set with `range` as an entry of its own, in place of the pages of it that were there. */
export function overwrite(set: RangeSet, range: Range): RangeSet {
  const rest = subtract(set, range);
  const higher = rest.findIndex((entry) => entry.lo > range.lo);
  const at = higher < 0 ? rest.length : higher;
  assert(
    (at === 0 || !overlaps(rest[at - 1] as Range, range)) &&
      (at === rest.length || !overlaps(rest[at] as Range, range)),
    'a range is put among ranges that it overlaps',
  );
  return higher < 0 ? [...rest, range] : [...rest.slice(0, at), range, ...rest.slice(at)];
}

/** The pages of the ranges, in as few ranges as can be. They may overlap, in any order. */
export function merged(ranges: readonly Range[]): RangeSet {
  const apart: Range[] = [];
  for (const { lo, hi } of ranges.toSorted((a, b) => a.lo - b.lo)) {
    const last = apart.at(-1);
    if (last === undefined || last.hi + 1 < lo) apart.push({ lo, hi });
    else if (last.hi < hi) apart[apart.length - 1] = { lo: last.lo, hi };
  }
  return apart;
}

/** The pages of `set` that are also in `other`. */
export function intersect(set: RangeSet, other: RangeSet): RangeSet {
  return set.flatMap((range) =>
    other
      .filter((one) => overlaps(one, range))
      .map(({ lo, hi }) => ({ lo: Math.max(lo, range.lo), hi: Math.min(hi, range.hi) })),
  );
}

/** Whether some range of the list shares a page with `range`. The list may be in any order. */
export function touchesAny(list: readonly Range[], range: Range): boolean {
  for (const entry of list) if (overlaps(entry, range)) return true;
  return false;
}

/**
 * The lowest stretch of pages of `range` that no range of the list holds; null if all are held.
 * The list may be in any order.
 */
export function firstUncovered(list: readonly Range[], range: Range): Range | null {
  let lo = range.lo;
  for (let moved = true; moved;) {
    moved = false;
    for (const entry of list) {
      if (entry.lo <= lo && lo <= entry.hi) {
        if (entry.hi >= range.hi) return null;
        lo = entry.hi + 1;
        moved = true;
      }
    }
  }
  let hi = range.hi;
  for (const entry of list) if (entry.lo > lo && entry.lo <= hi) hi = entry.lo - 1;
  return { lo, hi };
}
