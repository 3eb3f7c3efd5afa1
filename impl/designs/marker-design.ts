import type { AllocRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import type { Coroutine } from '../kernel/effect.ts';
import type { Guarded } from '../kernel/guarded.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { LookUpPart } from './design.ts';
import type { CachingDesign } from './fast-path-design.ts';
import type { MapleDomain } from './maple.ts';
import type { PlacingParts } from './place-in-gap.ts';
import type { ReservingParts } from './reserve-whole.ts';

/** `struct iova_domain` of the revision of 18 August 2026. */
export interface MarkerDomain extends MapleDomain {
  /**
   * The window, `deferred_lo` and `deferred_hi`, both inclusive: no marker lies outside. Null
   * stands for the empty window (lo = max, hi = 0).
   */
  readonly deferred: Guarded<Range | null>;
}

/** The steps of `marker`, and their parts, which run inside a step, lock held. */
export interface MarkerDesign
  extends
    CachingDesign<MarkerDomain>,
    LookUpPart<MarkerDomain>,
    PlacingParts<MarkerDomain>,
    ReservingParts<MarkerDomain> {
  /** Hint, search and store, inside the critical section. */
  place(d: MarkerDomain, request: AllocRequest, object: Ptr): Outcome;
  /** `remove_iova()`, lock held: erases or marks the range, and frees the object. */
  remove(d: MarkerDomain, object: Ptr, at: string): Coroutine<void>;
  /** Resets the hint and erases the range; false: memory was refused, the tree is unchanged. */
  erase(d: MarkerDomain, range: Range): boolean;
  /** The erase worked: frees the object, and drains. */
  freed(d: MarkerDomain, object: Ptr, at: string): Coroutine<void>;
  /** The erase was refused: marks the range in place, and frees the object. */
  mark(d: MarkerDomain, object: Ptr, range: Range, at: string): Coroutine<void>;
  /** The marker was refused memory, too. */
  markRefused(d: MarkerDomain): void;
  /** The window, widened by a range that has been marked. */
  windowWith(d: MarkerDomain, marked: Range): Range;
  /** Writes `deferred_lo` and `deferred_hi`. */
  setWindow(d: MarkerDomain, span: Range | null): void;
  /** Erases markers in ascending order until memory is refused or no marker is left. */
  drain(d: MarkerDomain, at: string): Coroutine<void>;
  /** Erases and returns the next marker that begins at `from` or above; null: the drain ends. */
  eraseNext(d: MarkerDomain, from: Pfn): Range | null;
  /** The lowest marker that begins at `from` to `to`, inclusive, or null. It skips live ranges. */
  nextMarker(d: MarkerDomain, from: Pfn, to: Pfn): Range | null;
  /** The drain has erased a marker. */
  drainedOne(d: MarkerDomain, erased: Range): void;
  /** The drain was refused memory to erase a marker. */
  drainRefused(d: MarkerDomain, window: Range, left: Range): void;
  /** The drain found no other marker in the window. */
  drainedAll(d: MarkerDomain): void;
  /** Frees every object of the tree, then the tree: no other context is left. */
  freeRanges(d: MarkerDomain): void;
}
