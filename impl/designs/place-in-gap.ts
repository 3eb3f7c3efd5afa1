import type { AllocRequest } from '../../model/call.ts';
import { alignmentPages } from '../../model/gap-contract.ts';
import { MAX_PFN, type Pfn, type Range } from '../../model/range.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { granted, refused } from './design.ts';
import { PLACE } from './domain.ts';
import type { HintParts } from './hint.ts';
import { type MapleDomain, storeRange } from './maple.ts';

/** How a design on a maple tree searches for a gap; inside a step, lock held. */
export interface GapParts<D extends MapleDomain> {
  /** `mas_empty_area_rev()`, and the alignment: where the request fits, or null. */
  search(d: D, request: AllocRequest): Range | null;
  /** The boundary that the first page of the range lies on, in pages; 1 if any will do. */
  alignment(request: AllocRequest): number;
  /** How long a gap the search asks for, so that the range fits wherever the gap begins. */
  pagesNeeded(request: AllocRequest): number;
  /** The first page of the range, in a gap whose last page is `top`. */
  positionBelow(top: Pfn, request: AllocRequest): Pfn;
}

/** What an allocation of both posted maple-tree revisions does in the step that searches. */
export interface PlacingParts<D extends MapleDomain> extends HintParts<D>, GapParts<D> {
  /** The store found no node: what the hint remembers of it. */
  storeRefused(d: D, request: AllocRequest): void;
}

/** The hint, the search and the store, inside the critical section. */
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
    return refused(`${PLACE}: search failed`);
  }
  if (!storeRange(d, found, object)) {
    parts.storeRefused(d, request);
    return refused(`${PLACE}: store refused`);
  }
  return granted(found);
}

/** The highest position in the highest gap of size + align - 1 pages below the limit, or null. */
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

/** The published search, for a variation that writes `place()` anew: where it fits, or null. */
export function searchGap(d: MapleDomain, request: AllocRequest): Range | null {
  return gapParts.search(d, request);
}
