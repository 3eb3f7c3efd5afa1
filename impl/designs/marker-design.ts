import type { AllocRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import type { Coroutine } from '../kernel/effect.ts';
import type { Guarded } from '../kernel/guarded.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { Design, LookUpPart } from './design.ts';
import type { MapleDomain } from './maple.ts';
import type { PlacingParts } from './place-in-gap.ts';
import type { ReservingParts } from './reserve-whole.ts';

/** `struct iova_domain` of the revision of 18 August 2026. */
export interface MarkerDomain extends MapleDomain {
  /** `deferred_lo`, `deferred_hi`: no marker lies outside; null is empty (lo = max, hi = 0). */
  readonly deferred: Guarded<Range | null>;
}

/** The steps of `marker`, and the parts of them that run inside a step, lock held. */
export interface MarkerDesign
  extends
    Design<MarkerDomain>,
    LookUpPart<MarkerDomain>,
    PlacingParts<MarkerDomain>,
    ReservingParts<MarkerDomain> {
  /** Hint, search and store, inside the critical section. */
  place(d: MarkerDomain, request: AllocRequest, object: Ptr): Outcome;
  /** `remove_iova()`, lock held: erases or marks the range, and disposes of the object. */
  remove(d: MarkerDomain, object: Ptr, at: string): Coroutine<void>;
  /** Resets the hint and erases the range; false: no memory, the tree is as it was. */
  erase(d: MarkerDomain, range: Range): boolean;
  /** The erase worked: gives the object back, and drains. */
  freed(d: MarkerDomain, object: Ptr, at: string): Coroutine<void>;
  /** The erase was refused: marks the range in place. */
  mark(d: MarkerDomain, object: Ptr, range: Range, at: string): Coroutine<void>;
  /** Not even the marker found memory. */
  markRefused(d: MarkerDomain): void;
  /** The window, widened by a range that has been marked. */
  windowWith(d: MarkerDomain, marked: Range): Range;
  /** Writes `deferred_lo` and `deferred_hi`. */
  setWindow(d: MarkerDomain, span: Range | null): void;
  /** Erases markers, ascending, until memory is refused or the window is empty. */
  drain(d: MarkerDomain, at: string): Coroutine<void>;
  /** Erases the next marker that begins at `from` or above, and returns it; null: the drain ends. */
  eraseNext(d: MarkerDomain, from: Pfn): Range | null;
  /** The lowest marker that begins at `from` or above and not above `to`; passes live ranges. */
  nextMarker(d: MarkerDomain, from: Pfn, to: Pfn): Range | null;
  /** The drain has erased a marker. */
  drainedOne(d: MarkerDomain, erased: Range): void;
  /** The drain found no memory to erase a marker. */
  drainRefused(d: MarkerDomain, window: Range, left: Range): void;
  /** The drain found no more marker in the window. */
  drainedAll(d: MarkerDomain): void;
  /** Frees every object of the tree, and the tree: nobody else is left. */
  freeRanges(d: MarkerDomain): void;
}
