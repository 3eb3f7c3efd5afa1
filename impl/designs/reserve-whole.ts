import type { Range } from '../../model/range.ts';
import { asking, type Coroutine, step } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { refused } from './design.ts';
import { allocateObject, freeObjectMemory } from './domain.ts';
import type { MapleDomain } from './maple.ts';

/** What a reservation overlaps in the tree. */
export interface Overlap {
  /** The reservation and all ranges that it overlaps, as one range. */
  readonly merged: Range;
  /** The objects of the overlapped ranges, in ascending order of their ranges. */
  readonly objects: readonly Ptr[];
  /** The one range that covers the whole reservation; null: there is none. */
  readonly covering: Range | null;
}

/** The parts of a reservation. They run inside its steps, lock held. */
export interface ReservingParts<D extends MapleDomain> {
  /** What the reservation overlaps. */
  overlapped(d: D, wanted: Range): Overlap;
  /** Stores the reservation in the tree; false: memory was refused, the tree is unchanged. */
  storeReserved(d: D, range: Range, object: Ptr): boolean;
}

/** What a reservation of `wanted` overlaps: every entry there except those equal to `marker`. */
export function overlapped(d: MapleDomain, wanted: Range, marker: number): Overlap {
  const objects: Ptr[] = [];
  let { lo, hi } = wanted;
  let covering: Range | null = null;
  for (
    let at = d.tree.next(wanted.lo);
    at !== null && at.lo <= wanted.hi;
    at = d.tree.next(at.hi + 1)
  ) {
    if (at.value !== marker) {
      if (at.lo <= wanted.lo && at.hi >= wanted.hi) covering = { lo: at.lo, hi: at.hi };
      objects.push(at.value);
      lo = Math.min(lo, at.lo);
      hi = Math.max(hi, at.hi);
    }
  }
  return { merged: { lo, hi }, objects, covering };
}

/**
 * Makes one range of the reservation and all ranges that it overlaps, all or nothing; lock held.
 * The objects that it supersedes are freed only after the store. Markers under it are overwritten.
 */
export function* reserveWhole<D extends MapleDomain>(
  parts: ReservingParts<D>,
  d: D,
  wanted: Range,
): Coroutine<Outcome> {
  const met: Overlap = yield step('reserve_iova: merge overlapped', () =>
    parts.overlapped(d, wanted),
  );
  if (met.covering !== null) return { kind: 'done', range: met.covering };
  const object: Ptr | null = yield allocateObject(d, 'reserve_iova: object');
  if (object === null) return refused('reserve_iova: object refused');
  // The store reserves its nodes first. Once it has them, nothing can fail.
  const stored: boolean = yield asking('reserve_iova: store', () => {
    if (!parts.storeReserved(d, met.merged, object)) return false;
    for (const superseded of met.objects) d.objects.free(superseded);
    return true;
  });
  if (stored) return { kind: 'done', range: met.merged };
  yield freeObjectMemory(d, object, 'reserve_iova: free the object');
  return refused('reserve_iova: store refused');
}
