import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AllocRequest } from '../../model/call.ts';
import { alignmentPages, owesPosition } from '../../model/gap-contract.ts';
import type { Range } from '../../model/range.ts';
import { SPACE } from './judge-facts.ts';

const SEEDED = { seed: 20260602, numRuns: 600 };

const anyBusy: fc.Arbitrary<readonly Range[]> = fc.array(
  fc
    .tuple(fc.integer({ min: SPACE.startPfn - 3, max: 112 }), fc.integer({ min: 0, max: 4 }))
    .map(([lo, more]) => ({ lo, hi: lo + more })),
  { maxLength: 7 },
);

const anyRequest: fc.Arbitrary<AllocRequest> = fc.record({
  fn: fc.constant('alloc' as const),
  sizePages: fc.integer({ min: 1, max: 6 }),
  limit: fc.integer({ min: SPACE.startPfn - 2, max: 114 }),
  aligned: fc.boolean(),
});

function isFree(pfn: number, busy: readonly Range[]): boolean {
  return !busy.some((range) => range.lo <= pfn && pfn <= range.hi);
}

/** A stretch of `size` free pages in the window that begins at `lo`. */
function isRun(lo: number, size: number, limit: number, busy: readonly Range[]): boolean {
  for (let pfn = lo; pfn < lo + size; pfn += 1) {
    if (pfn < SPACE.startPfn || pfn > limit || !isFree(pfn, busy)) return false;
  }
  return true;
}

/** The contracts, page by page. */
function owesByTrying(
  contract: 'tight' | 'slack',
  request: AllocRequest,
  busy: readonly Range[],
): boolean {
  const align = alignmentPages(request);
  for (let lo = SPACE.startPfn; lo <= request.limit; lo += 1) {
    if (contract === 'slack') {
      if (isRun(lo, request.sizePages + align - 1, request.limit, busy)) return true;
    } else if (lo % align === 0 && isRun(lo, request.sizePages, request.limit, busy)) return true;
  }
  return false;
}

describe('a gap contract', () => {
  test.each(['tight', 'slack'] as const)(
    'the contract %s owes what a search page by page finds',
    (contract) => {
      fc.assert(
        fc.property(anyRequest, anyBusy, (request, busy) => {
          expect(owesPosition(contract, request, SPACE, busy)).toBe(
            owesByTrying(contract, request, busy),
          );
        }),
        SEEDED,
      );
    },
  );

  test.each(['tight', 'slack'] as const)(
    'the contract %s does not owe more if more pages are busy',
    (contract) => {
      fc.assert(
        fc.property(anyRequest, anyBusy, anyBusy, (request, busy, more) => {
          const owedWithMore = owesPosition(contract, request, SPACE, [...busy, ...more]);
          if (owedWithMore) expect(owesPosition(contract, request, SPACE, busy)).toBe(true);
        }),
        SEEDED,
      );
    },
  );

  test('the contract slack owes nothing that tight does not owe', () => {
    fc.assert(
      fc.property(anyRequest, anyBusy, (request, busy) => {
        if (owesPosition('slack', request, SPACE, busy)) {
          expect(owesPosition('tight', request, SPACE, busy)).toBe(true);
        }
      }),
      SEEDED,
    );
  });

  test('an exactly fitting aligned hole is owed by tight and not by slack', () => {
    const request: AllocRequest = { fn: 'alloc', sizePages: 2, limit: 111, aligned: true };
    const busy = [
      { lo: 96, hi: 99 },
      { lo: 102, hi: 111 },
    ];
    expect(owesPosition('tight', request, SPACE, busy)).toBe(true);
    expect(owesPosition('slack', request, SPACE, busy)).toBe(false);
  });

  test('the alignment is the size rounded up to a power of two, or 1 if none is asked for', () => {
    const align = (sizePages: number, aligned: boolean): number =>
      alignmentPages({ fn: 'alloc', sizePages, limit: 111, aligned });
    expect([1, 2, 3, 4, 5].map((size) => align(size, true))).toEqual([1, 2, 4, 4, 8]);
    expect(align(5, false)).toBe(1);
  });

  test('a limit below the space owes nothing', () => {
    const request: AllocRequest = { fn: 'alloc', sizePages: 1, limit: 95, aligned: false };
    expect(owesPosition('tight', request, SPACE, [])).toBe(false);
  });
});
