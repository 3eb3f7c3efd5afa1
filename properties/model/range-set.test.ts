import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, formatRange, overlaps, type Range, sizePages } from '../../model/range.ts';
import {
  firstUncovered,
  intersect,
  merged,
  overwrite,
  type RangeSet,
  subtract,
  touchesAny,
} from '../../model/range-set.ts';

const TOP = 15;
const SEEDED = { seed: 20260818, numRuns: 400 };

const anyRange: fc.Arbitrary<Range> = fc
  .tuple(fc.integer({ min: 0, max: TOP }), fc.integer({ min: 0, max: 5 }))
  .map(([lo, more]) => ({ lo, hi: Math.min(TOP, lo + more) }));

/** A set as the ledger builds one: by storing over what is there, and by removing. */
const anySet: fc.Arbitrary<RangeSet> = fc
  .array(fc.tuple(fc.boolean(), anyRange), { maxLength: 8 })
  .map((changes) =>
    changes.reduce<RangeSet>(
      (set, [put, range]) => (put ? overwrite(set, range) : subtract(set, range)),
      [],
    ),
  );

/** The law: a list of page numbers. */
function pagesOf(list: readonly Range[]): readonly number[] {
  const found: number[] = [];
  for (let pfn = 0; pfn <= TOP; pfn += 1) {
    if (list.some((range) => range.lo <= pfn && pfn <= range.hi)) found.push(pfn);
  }
  return found;
}

function lowestRunOf(pages: readonly number[]): Range | null {
  const lo = pages[0];
  if (lo === undefined) return null;
  let hi = lo;
  while (pages.includes(hi + 1)) hi += 1;
  return { lo, hi };
}

describe('a range', () => {
  test('a range holds both of its ends', () => {
    expect(sizePages({ lo: 3, hi: 3 })).toBe(1);
    expect(overlaps({ lo: 1, hi: 3 }, { lo: 3, hi: 5 })).toBe(true);
    expect(overlaps({ lo: 1, hi: 2 }, { lo: 3, hi: 5 })).toBe(false);
    expect(covers({ lo: 1, hi: 3 }, { lo: 1, hi: 3 })).toBe(true);
    expect(covers({ lo: 1, hi: 3 }, { lo: 3, hi: 4 })).toBe(false);
    expect(formatRange({ lo: 1, hi: 3 })).toBe('[1,3]');
  });
});

describe('a range set', () => {
  test('a range set loses exactly the pages that are taken out', () => {
    fc.assert(
      fc.property(anySet, anyRange, (set, range) => {
        const gone = pagesOf([range]);
        const rest = pagesOf(set).filter((pfn) => !gone.includes(pfn));
        expect(pagesOf(subtract(set, range))).toEqual(rest);
      }),
      SEEDED,
    );
  });

  test('a range set gains exactly the pages that are stored, as an entry of their own', () => {
    fc.assert(
      fc.property(anySet, anyRange, (set, range) => {
        const after = overwrite(set, range);
        expect(pagesOf(after)).toEqual(pagesOf([...set, range]));
        expect(after).toContainEqual(range);
      }),
      SEEDED,
    );
  });

  test('two range sets have exactly the pages in common that are in both, as a range set', () => {
    fc.assert(
      fc.property(anySet, anySet, (set, other) => {
        const common = intersect(set, other);
        const both = pagesOf(set).filter((pfn) => pagesOf(other).includes(pfn));
        expect(pagesOf(common)).toEqual(both);
        expect(common.reduce<RangeSet>(overwrite, [])).toEqual(common);
      }),
      SEEDED,
    );
  });

  test('a range set stays ascending, and no two of its ranges overlap', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        for (const [at, range] of set.entries()) {
          expect(range.lo).toBeLessThanOrEqual(range.hi);
          expect(range.lo).toBeGreaterThan(set[at - 1]?.hi ?? -1);
        }
      }),
      SEEDED,
    );
  });

  test('neighbours in a range set stay separate entries', () => {
    expect(overwrite([{ lo: 0, hi: 1 }], { lo: 2, hi: 3 })).toEqual([
      { lo: 0, hi: 1 },
      { lo: 2, hi: 3 },
    ]);
  });

  test('a range set that loses nothing is the same array, so that a snapshot costs nothing', () => {
    const set: RangeSet = [{ lo: 0, hi: 1 }];
    expect(subtract(set, { lo: 2, hi: 3 })).toBe(set);
  });

  test('a range set is not changed by what is derived from it', () => {
    const set: RangeSet = Object.freeze([Object.freeze({ lo: 0, hi: 4 })]);
    overwrite(subtract(set, { lo: 1, hi: 2 }), { lo: 0, hi: 0 });
    expect(set).toEqual([{ lo: 0, hi: 4 }]);
  });
});

describe('a list of ranges in any order, with overlaps', () => {
  const anyList = fc.array(anyRange, { maxLength: 6 });

  test('a list of ranges touches what shares a page with one of them', () => {
    fc.assert(
      fc.property(anyList, anyRange, (list, range) => {
        const shared = pagesOf(list).some((pfn) => range.lo <= pfn && pfn <= range.hi);
        expect(touchesAny(list, range)).toBe(shared);
      }),
      SEEDED,
    );
  });

  test('ranges merge to the same pages, in ranges with gaps between them', () => {
    fc.assert(
      fc.property(anyList, (list) => {
        const set = merged(list);
        expect(pagesOf(set)).toEqual([...new Set(pagesOf(list))].toSorted((a, b) => a - b));
        for (const [at, { lo }] of set.entries()) {
          if (at > 0) expect(lo).toBeGreaterThan((set[at - 1] as Range).hi + 1);
        }
      }),
      SEEDED,
    );
  });

  test('a list of ranges leaves uncovered what none holds: the lowest stretch is named', () => {
    fc.assert(
      fc.property(anyList, anyRange, (list, range) => {
        const held = pagesOf(list);
        const missing = pagesOf([range]).filter((pfn) => !held.includes(pfn));
        expect(firstUncovered(list, range)).toEqual(lowestRunOf(missing));
      }),
      SEEDED,
    );
  });
});
