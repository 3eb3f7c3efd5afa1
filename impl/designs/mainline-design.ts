import type { AllocRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import type { Guarded } from '../kernel/guarded.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { OrderedMap } from '../tree/ordered-map.ts';
import type { Domain, LookUpPart } from './design.ts';
import type { CachingDesign } from './fast-path-design.ts';
import type { HintParts } from './hint.ts';

/** The anchor: the node at [~0, ~0], which is always the last one of the rbtree. */
export const ANCHOR: Ptr = -1;

/** `struct iova_domain` of Linux 7.3-rc7. */
export interface MainlineDomain extends Domain {
  readonly tree: OrderedMap;
  /** `cached_node`, `cached32_node`: where the next search begins. */
  readonly cached: Guarded<Ptr>;
  readonly cached32: Guarded<Ptr>;
}

/** The steps of `mainline`, and their parts, which run inside a step, lock held. */
export interface MainlineDesign
  extends CachingDesign<MainlineDomain>, HintParts<MainlineDomain>, LookUpPart<MainlineDomain> {
  /** Hint, search and insertion, inside the critical section. */
  place(d: MainlineDomain, request: AllocRequest, object: Ptr): Outcome;
  /** Next fit, downwards, with one wrap. Returns where the request fits, or null. */
  search(d: MainlineDomain, request: AllocRequest): Range | null;
  /** `__get_cached_rbnode()`: where the search begins. */
  cachedFor(d: MainlineDomain, request: AllocRequest): Ptr;
  /**
   * One pass of the search: the highest position that fits, at most at the limit, below `from`
   * (exclusive) and at `lowest` (inclusive) or above; or null.
   */
  descend(d: MainlineDomain, request: AllocRequest, from: Pfn, lowest: Pfn): Range | null;
  /** `goto retry`: the pass from the limit down to `start`, where the first pass began. */
  searchAgain(d: MainlineDomain, request: AllocRequest, start: Range): Range | null;
  /** `__cached_rbnode_insert_update()`: the next search begins at the object. */
  cacheInserted(d: MainlineDomain, object: Ptr, range: Range): void;
  /** `remove_iova()`: updates `cached_node`, `cached32_node` and the hint, and erases the node. */
  remove(d: MainlineDomain, object: Ptr): void;
  /** In `__cached_rbnode_delete_update()`: whether the erase of the range moves `cached32_node`. */
  movesCached32(d: MainlineDomain, object: Ptr, range: Range): boolean;
  /** In `__cached_rbnode_delete_update()`: whether the erase of the range moves `cached_node`. */
  movesCached(d: MainlineDomain, range: Range): boolean;
  /**
   * The scan of `reserve_iova()`, which extends overlapping nodes. Returns what is left to be
   * covered, and the bounds of the node that covers all of that, or null.
   */
  extendOverlapped(d: MainlineDomain, wanted: Range): { left: Range; covering: Range | null };
  /** `__is_range_overlap()`: whether the node overlaps `lo` to `hi`, inclusive. */
  overlaps(node: Range, lo: Pfn, hi: Pfn): boolean;
  /**
   * `__adjust_overlap_range()`: extends a node downwards over the reservation that overlaps it.
   * Returns the first page that is still to be covered; null: the node covers the rest.
   */
  adjustOverlap(d: MainlineDomain, object: Ptr, node: Range, wanted: Range): Pfn | null;
  /** Frees every object of the tree: no other context is left. */
  freeRanges(d: MainlineDomain): void;
}
