import type { AllocRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import type { Jiffies } from '../kernel/clock.ts';
import type { DelayedWork } from '../kernel/delayed-work.ts';
import type { Coroutine, Effect } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { Backlog, BacklogDomain } from './backlog.ts';
import type { Design, LookUpPart } from './design.ts';
import type { GapParts } from './place-in-gap.ts';
import type { ReservingParts } from './reserve-whole.ts';

/** A domain whose markers a work erases. */
export interface HardenedDomain extends BacklogDomain {
  readonly work: DelayedWork;
}

/** How far a drain has come in its critical section. */
export interface Batch {
  /** Entries of the tree that it has looked at. */
  readonly visited: number;
  /** 1 if it has erased any marker, here or in the critical sections before; else 0. */
  readonly erased: number;
  /** Null: it goes on. `more`: another critical section is needed. */
  readonly end: 'empty' | 'refused' | 'more' | null;
}

/** The steps of `hardened`, and the parts of them that run inside a step, lock held. */
export interface HardenedDesign
  extends
    Design<HardenedDomain>,
    LookUpPart<HardenedDomain>,
    GapParts<HardenedDomain>,
    ReservingParts<HardenedDomain> {
  /** Entries that a drain looks at in one critical section, at most. */
  readonly batchEntries: number;
  /** `remove_iova()`, lock held: erases or marks the range, and frees the object. */
  remove(d: HardenedDomain, object: Ptr, at: string): Coroutine<void>;
  /** Erases the range and frees the object; false: no memory, nothing is changed. */
  erase(d: HardenedDomain, object: Ptr): boolean;
  /** The erase was refused: marks the range in place, and arms the work. */
  mark(d: HardenedDomain, object: Ptr, at: string): Effect;
  /** Not even the marker found memory. */
  markRefused(d: HardenedDomain, object: Ptr): void;
  /** Takes account of a range that has been marked. */
  defer(d: HardenedDomain, marked: Range): void;
  /** What waits, with a range that has been marked. */
  backlogWith(d: HardenedDomain, marked: Range): Backlog;
  /** Arms the work for what has been marked; a deadline that stands is kept. */
  arm(d: HardenedDomain): void;
  /** Erases markers, ascending, lock held: until none is left, memory is refused, or a batch. */
  drain(d: HardenedDomain, at: string, erased: number): Coroutine<Batch>;
  /** Erases the next marker. */
  eraseNext(d: HardenedDomain, batch: Batch): Batch;
  /** The drain has erased a marker. */
  drainedOne(d: HardenedDomain, waiting: Backlog, erased: Range): void;
  /** The drain found no memory to erase a marker. */
  drainRefused(d: HardenedDomain, waiting: Backlog, left: Range): void;
  /** The drain found no more marker in the tree. */
  drainedAll(d: HardenedDomain, waiting: Backlog): void;
  /** The drain has looked at a batch of entries, all of those below `lo`. */
  drainedBatch(d: HardenedDomain, waiting: Backlog, lo: Pfn): void;
  /** Search and store. Null: no room, but something waits that `drained` has not tried. */
  place(
    d: HardenedDomain,
    request: AllocRequest,
    object: Ptr,
    drained: Batch | null,
  ): Outcome | null;
  /** The search failed: the refusal, or null if something waits that `drained` has not tried. */
  noRoom(d: HardenedDomain, drained: Batch | null): Outcome | null;
  /** Drains and places again, in the same critical section. Null: another one is needed. */
  drainAndPlace(d: HardenedDomain, request: AllocRequest, object: Ptr): Coroutine<Outcome | null>;
  /** The end of an allocation: what was refused gives its object back. */
  conclude(d: HardenedDomain, object: Ptr, outcome: Outcome): Coroutine<Outcome>;
  /** The work's function: drains batch by batch, and arms itself again. */
  work(d: HardenedDomain): Coroutine<Outcome>;
  /** The end of the work, lock held: consults the policy, and arms the work again. */
  rearm(d: HardenedDomain, erased: number): Effect;
  /** Arms the work again if something waits. */
  armAgain(d: HardenedDomain, delayJiffies: Jiffies): void;
  /** Frees every object of the tree, and the tree: nobody else is left. */
  freeRanges(d: HardenedDomain): void;
}
