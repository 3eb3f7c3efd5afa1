import type { AllocRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import type { Jiffies } from '../kernel/clock.ts';
import type { Flushes } from '../caches/flushes.ts';
import type { DelayedWork } from '../kernel/delayed-work.ts';
import type { Coroutine, Effect } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { Backlog, BacklogDomain } from './backlog.ts';
import type { LookUpPart } from './design.ts';
import type { CachingDesign } from './fast-path-design.ts';
import type { GapParts } from './place-in-gap.ts';
import type { ReservingParts } from './reserve-whole.ts';

/** A domain in which a work erases the markers. */
export interface HardenedDomain extends BacklogDomain {
  readonly work: DelayedWork;
  /** Null: there are no caches. */
  readonly flushes: Flushes | null;
}

/** What a drain has done so far in its critical section. */
export interface Batch {
  /** The number of tree entries that it has looked at. */
  readonly visited: number;
  /** 1 if it has erased any marker, here or in earlier critical sections; else 0. */
  readonly erased: number;
  /** How it ended. Null: it goes on. `more`: another critical section is needed. */
  readonly end: 'empty' | 'refused' | 'more' | null;
}

/** The steps of `hardened`, and their parts, which run inside a step, lock held. */
export interface HardenedDesign
  extends
    CachingDesign<HardenedDomain>,
    LookUpPart<HardenedDomain>,
    GapParts<HardenedDomain>,
    ReservingParts<HardenedDomain> {
  /** The most entries that a drain looks at in one critical section. */
  readonly batchEntries: number;
  /** `remove_iova()`, lock held: erases or marks the range, and frees the object. */
  remove(d: HardenedDomain, object: Ptr, at: string): Coroutine<void>;
  /** Erases the range and frees the object; false: memory was refused and nothing has changed. */
  erase(d: HardenedDomain, object: Ptr): boolean;
  /** The erase was refused: marks the range in place, frees the object, and arms the work. */
  mark(d: HardenedDomain, object: Ptr, at: string): Effect;
  /** The marker was refused memory, too. */
  markRefused(d: HardenedDomain, object: Ptr): void;
  /** Adds a range that has been marked to the backlog. */
  defer(d: HardenedDomain, marked: Range): void;
  /** The backlog, with a range that has been marked. */
  backlogWith(d: HardenedDomain, marked: Range): Backlog;
  /** Arms the work for a range that has been marked. If it is pending, its deadline stands. */
  arm(d: HardenedDomain): void;
  /** Erases markers, ascending, lock held: until none is left, a refusal, or a whole batch. */
  drain(d: HardenedDomain, at: string, erased: number): Coroutine<Batch>;
  /** Erases the next marker. */
  eraseNext(d: HardenedDomain, batch: Batch): Batch;
  /** The drain has erased a marker. */
  drainedOne(d: HardenedDomain, waiting: Backlog, erased: Range): void;
  /** The drain was refused memory to erase a marker. */
  drainRefused(d: HardenedDomain, waiting: Backlog, left: Range): void;
  /** The drain found no other marker in the tree. */
  drainedAll(d: HardenedDomain, waiting: Backlog): void;
  /** The drain has looked at a whole batch of entries; the next batch begins at `lo`. */
  drainedBatch(d: HardenedDomain, waiting: Backlog, lo: Pfn): void;
  /**
   * Search and store. Null: there is no room, but markers wait and `drained` met no refusal.
   * `drained`: the drain in this critical section; null: there was none.
   */
  place(
    d: HardenedDomain,
    request: AllocRequest,
    object: Ptr,
    drained: Batch | null,
  ): Outcome | null;
  /** The search failed: the refusal, or null if markers wait and `drained` met no refusal. */
  noRoom(d: HardenedDomain, drained: Batch | null): Outcome | null;
  /** Drains and places again in the same critical section. Null: another one is needed. */
  drainAndPlace(d: HardenedDomain, request: AllocRequest, object: Ptr): Coroutine<Outcome | null>;
  /** The end of an allocation: if it was refused, it frees its object. */
  conclude(d: HardenedDomain, object: Ptr, outcome: Outcome): Coroutine<Outcome>;
  /** The function of the work: drains batch by batch, and arms the work again. */
  work(d: HardenedDomain): Coroutine<Outcome>;
  /** The end of the work, lock held: consults the policy, and arms the work again. */
  rearm(d: HardenedDomain, erased: number): Effect;
  /** Arms the work again if markers wait. */
  armAgain(d: HardenedDomain, delayJiffies: Jiffies): void;
  /** Frees every object of the tree, then the tree: no other context is left. */
  freeRanges(d: HardenedDomain): void;
}
