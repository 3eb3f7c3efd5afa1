import type { Range } from '../../model/range.ts';
import { asking, type Coroutine, step } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { refused } from './design.ts';
import { allocateObject, freeObjectMemory } from './domain.ts';
import type { MapleDomain } from './maple.ts';

/** What a reservation meets in the tree. */
export interface Overlap {
  /** The union of the reservation and all that it meets. */
  readonly merged: Range;
  readonly objects: readonly Ptr[];
  /** The one range that covers all of the reservation; null: there is none. */
  readonly covering: Range | null;
}

/** What a reservation does inside its steps. */
export interface ReservingParts<D extends MapleDomain> {
  /** What the reservation meets. */
  overlapped(d: D, wanted: Range): Overlap;
  /** Puts the reservation into the tree; false: no memory, the tree is as it was. */
  storeReserved(d: D, range: Range, object: Ptr): boolean;
}

/** What a reservation of `wanted` meets: every entry under it but for `marker`. */
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
 * The reservation and all that it meets become one range, all or nothing; lock held. What it
 * supersedes is freed only after the store. Markers under it are overwritten.
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
  // The nodes are reserved first; from then on nothing can fail.
  const stored: boolean = yield asking('reserve_iova: store', () => {
    if (!parts.storeReserved(d, met.merged, object)) return false;
    for (const superseded of met.objects) d.objects.free(superseded);
    return true;
  });
  if (stored) return { kind: 'done', range: met.merged };
  yield freeObjectMemory(d, object, 'reserve_iova: free the object');
  return refused('reserve_iova: store refused');
}
