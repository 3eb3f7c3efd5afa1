import type { AllocRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import type { Jiffies } from '../kernel/clock.ts';
import type { DelayedWork } from '../kernel/delayed-work.ts';
import type { Coroutine, Effect } from '../kernel/effect.ts';
import type { Llist } from '../kernel/llist.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { WorkRun } from '../policies/policy.ts';
import type { RetryState } from '../policies/retry-state.ts';
import type { LookUpPart } from './design.ts';
import type { CachingDesign } from './fast-path-design.ts';
import type { MapleDomain } from './maple.ts';
import type { PlacingParts } from './place-in-gap.ts';
import type { ReservingParts } from './reserve-whole.ts';

/** `struct iova_domain` of the revision of 2 June 2026. */
export interface LlistDomain extends MapleDomain {
  readonly deferredFrees: Llist;
  readonly work: DelayedWork;
  readonly retry: RetryState;
}

/** The steps of `llist`, and their parts, which run inside a step. */
export interface LlistDesign
  extends
    CachingDesign<LlistDomain>,
    LookUpPart<LlistDomain>,
    PlacingParts<LlistDomain>,
    ReservingParts<LlistDomain> {
  /** Hint, search and store, inside the critical section. */
  place(d: LlistDomain, request: AllocRequest, object: Ptr): Outcome;
  /** `remove_iova()`, lock held. Returns false if the erase was refused memory: the range stays. */
  remove(d: LlistDomain, object: Ptr, at: string): Effect;
  /** Resets the hint and erases the range; false: memory was refused, the tree is unchanged. */
  erase(d: LlistDomain, range: Range): boolean;
  /** After the unlock of a free: frees the object, or lists it and arms the work. */
  dispose(d: LlistDomain, object: Ptr, erased: boolean, at: string): Coroutine<void>;
  /**
   * Removes the range of a cached page, lock held, and frees its object. Returns the object if the
   * erase was refused memory: the range stays.
   */
  removeCached(d: LlistDomain, pfn: Pfn): Ptr | null;
  /** After the section in which a magazine was freed: arms the work if anything is on the list. */
  armForMagazine(d: LlistDomain): void;
  /** Puts the object onto the deferred list. */
  defer(d: LlistDomain, object: Ptr, at: string): Coroutine<void>;
  /** Arms the work for what a free has listed; false: it was pending and its deadline stands. */
  arm(d: LlistDomain): boolean;
  /** The function of the work: takes the list, retries each entry, and arms the work again. */
  work(d: LlistDomain): Coroutine<Outcome>;
  /** The work retries an entry: frees the object, or lists it again. */
  retry(d: LlistDomain, entry: Ptr, run: WorkRun): Coroutine<WorkRun>;
  /** The end of the work: consults the policy, and arms the work again. */
  rearm(d: LlistDomain, run: WorkRun): Effect;
  /** Arms the work again if the list is not empty. */
  armAgain(d: LlistDomain, delayJiffies: Jiffies): void;
  /** The teardown discards the list. The objects on it are still in the tree. */
  discardList(d: LlistDomain): void;
  /** Frees every object of the tree, then the tree: no other context is left. */
  freeRanges(d: LlistDomain): void;
}
