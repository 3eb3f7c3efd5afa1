import { labelOf } from '../kernel/label.ts';
import type { AllocRequest } from '../../model/call.ts';
import { alignmentPages } from '../../model/gap-contract.ts';
import { MAX_PFN, type Pfn, type Range } from '../../model/range.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { granted, refused } from './design.ts';
import { PLACE } from './domain.ts';
import type { HintParts } from './hint.ts';
import { type MapleDomain, storeRange } from './maple.ts';

/** The parts that search for a gap in a maple tree. They run inside a step, lock held. */
export interface GapParts<D extends MapleDomain> {
  /** `mas_empty_area_rev()` and the alignment. Returns where the request fits, or null. */
  search(d: D, request: AllocRequest): Range | null;
  /** In pages: the first page of the range must be a multiple of this. 1: any page will do. */
  alignment(request: AllocRequest): number;
  /** The length of the gap to search for, so that the range fits wherever the gap begins. */
  pagesNeeded(request: AllocRequest): number;
  /** The first page of the range, in a gap whose last page is `top`. */
  positionBelow(top: Pfn, request: AllocRequest): Pfn;
}

/** The parts of the step in which an allocation of both posted maple-tree revisions searches. */
export interface PlacingParts<D extends MapleDomain> extends HintParts<D>, GapParts<D> {
  /** The store was refused a node: may note that in the hint. */
  storeRefused(d: D, request: AllocRequest): void;
}

/** Hint, search and store, inside the critical section: granted or refused. */
export function placeInGap<D extends MapleDomain>(
  parts: PlacingParts<D>,
  d: D,
  request: AllocRequest,
  object: Ptr,
): Outcome {
  if (parts.hintForbids(d, request)) {
    return refused(`${PLACE}: max32 forbids <- ${d.max32.writtenAt}`);
  }
  const found = parts.search(d, request);
  if (found === null) {
    parts.searchFailed(d, request);
    return refused(labelOf(PLACE, 'search failed'));
  }
  if (!storeRange(d, found, object)) {
    parts.storeRefused(d, request);
    return refused(labelOf(PLACE, 'store refused'));
  }
  return granted(found);
}

/**
 * The published search: it takes the highest aligned position in the highest gap, up to the limit,
 * of at least size + align - 1 pages.
 */
export const gapParts: GapParts<MapleDomain> = {
  search(d, request) {
    const { startPfn } = d.space;
    const limit = Math.min(request.limit, MAX_PFN);
    const top = d.tree.highestGap(this.pagesNeeded(request), startPfn, limit);
    if (top === null) return null;
    const lo = this.positionBelow(top, request);
    return { lo, hi: lo + request.sizePages - 1 };
  },

  alignment: alignmentPages,

  pagesNeeded(request) {
    return request.sizePages + this.alignment(request) - 1;
  },

  positionBelow(top, request) {
    const align = this.alignment(request);
    return Math.floor((top - request.sizePages + 1) / align) * align;
  },
};

/**
 * The published search, for a variation that has its own `place()`. Returns where the request fits,
 * or null.
 */
export function searchGap(d: MapleDomain, request: AllocRequest): Range | null {
  return gapParts.search(d, request);
}
