import type { AllocRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import type { Guarded } from '../kernel/guarded.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { OrderedMap } from '../tree/ordered-map.ts';
import type { Design, Domain, LookUpPart } from './design.ts';
import type { HintParts } from './hint.ts';

/** The node at [~0, ~0] that is always last in the rbtree. */
export const ANCHOR: Ptr = -1;

/** `struct iova_domain` of Linux 7.3-rc7. */
export interface MainlineDomain extends Domain {
  readonly tree: OrderedMap;
  /** `cached_node`, `cached32_node`: where the next search begins. */
  readonly cached: Guarded<Ptr>;
  readonly cached32: Guarded<Ptr>;
}

/** The steps of `mainline`, and the parts of them that run inside a step, lock held. */
export interface MainlineDesign
  extends Design<MainlineDomain>, HintParts<MainlineDomain>, LookUpPart<MainlineDomain> {
  /** Hint, search and insertion, inside the critical section. */
  place(d: MainlineDomain, request: AllocRequest, object: Ptr): Outcome;
  /** Next fit downwards with one wrap: the position, or null. */
  search(d: MainlineDomain, request: AllocRequest): Range | null;
  /** `__get_cached_rbnode()`: where the search begins. */
  cachedFor(d: MainlineDomain, request: AllocRequest): Ptr;
  /**
   * One pass of the search: the highest position that fits, not above the limit, below `from` and
   * not below `lowest`; or null.
   */
  descend(d: MainlineDomain, request: AllocRequest, from: Pfn, lowest: Pfn): Range | null;
  /** `goto retry`: the pass from the limit down to `start`, where the first one began; or null. */
  searchAgain(d: MainlineDomain, request: AllocRequest, start: Range): Range | null;
  /** `__cached_rbnode_insert_update()` */
  cacheInserted(d: MainlineDomain, object: Ptr, range: Range): void;
  /** `remove_iova()`: the pointers, the hint and the erase. */
  remove(d: MainlineDomain, object: Ptr): void;
  /** In `__cached_rbnode_delete_update()`: whether the erase of the range moves `cached32_node`. */
  movesCached32(d: MainlineDomain, object: Ptr, range: Range): boolean;
  /** In `__cached_rbnode_delete_update()`: whether the erase of the range moves `cached_node`. */
  movesCached(d: MainlineDomain, range: Range): boolean;
  /** The scan of `reserve_iova()`: what is left to cover, or the bounds of what covers it all. */
  extendOverlapped(d: MainlineDomain, wanted: Range): { left: Range; covering: Range | null };
  /** `__is_range_overlap()` */
  overlaps(node: Range, lo: Pfn, hi: Pfn): boolean;
  /**
   * `__adjust_overlap_range()`: extends the node that the reservation meets, and returns the first
   * page that is still to be covered; null: the node covers the rest.
   */
  adjustOverlap(d: MainlineDomain, object: Ptr, node: Range, wanted: Range): Pfn | null;
  /** Frees every object of the tree: nobody else is left. */
  freeRanges(d: MainlineDomain): void;
}
