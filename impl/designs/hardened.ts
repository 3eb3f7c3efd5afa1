import type { AllocRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { DelayedWork } from '../kernel/delayed-work.ts';
import { asking, atLoopHead, type Coroutine, type Effect, step } from '../kernel/effect.ts';
import { Guarded } from '../kernel/guarded.ts';
import { DONE, type Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { exponential } from '../policies/exponential.ts';
import { RetryState } from '../policies/retry-state.ts';
import { retryTraits } from '../policies/retry-traits.ts';
import { warnAfter } from '../policies/warn-after.ts';
import { type BacklogDomain, consult, FRESH, keep, markersAround, tell } from './backlog.ts';
import { type Design, granted, rangeOf, refused } from './design.ts';
import { allocateObject, checkReservable, freeObjectMemory } from './domain.ts';
import { findObject, initMapleDomain, MARKER, PLACE, reserveWhole, searchGap } from './maple.ts';

const WORK = 'iova_deferred_free_work';
const policy = warnAfter(exponential, 10);

/** A domain whose markers a work erases. */
export interface HardenedDomain extends BacklogDomain {
  readonly work: DelayedWork;
}

/** How far a drain has come in its critical section. */
interface Batch {
  /** Entries of the tree that it has looked at. */
  readonly visited: number;
  /** Markers erased, 0 or 1 for more, in the critical sections before it as well. */
  readonly erased: number;
  /** Null: it goes on. `more`: another critical section is needed. */
  readonly end: 'empty' | 'refused' | 'more' | null;
}

interface HardenedSteps {
  /** Entries that a drain looks at in one critical section, at most. */
  readonly batchEntries: number;
  /** `remove_iova()`, lock held: erases or marks the range, and frees the object. */
  remove(d: HardenedDomain, object: Ptr, at: string): Coroutine<void>;
  /** Erases the range and frees the object; false: no memory, nothing is changed. */
  erase(d: HardenedDomain, object: Ptr): boolean;
  /** The erase was refused: marks the range in place, and arms the work. */
  mark(d: HardenedDomain, object: Ptr, at: string): Effect;
  /** Arms the work for what has been marked, lock held; a deadline that stands is kept. */
  arm(d: HardenedDomain): void;
  /** Erases markers, ascending, lock held: until none is left, memory is refused, or a batch. */
  drain(d: HardenedDomain, at: string, erased: number): Coroutine<Batch>;
  /** Erases the next marker. */
  eraseNext(d: HardenedDomain, batch: Batch): Batch;
  /** Search and store. Null: no room, but something waits that `drained` has not tried. */
  place(
    d: HardenedDomain,
    request: AllocRequest,
    object: Ptr,
    drained: Batch | null,
  ): Outcome | null;
  /** The highest position in the highest gap that is large enough, or null. */
  search(d: HardenedDomain, request: AllocRequest): Range | null;
  /** The end of an allocation: what was refused gives its object back. */
  conclude(d: HardenedDomain, object: Ptr, outcome: Outcome): Coroutine<Outcome>;
  /** Puts a reservation into the tree, and counts the markers that it leaves. */
  storeReserved(d: HardenedDomain, range: Range, object: Ptr): boolean;
  /** The end of the work, lock held: arms it again if something is left. */
  rearm(d: HardenedDomain, erased: number): Effect;
  /** The end of the teardown: nobody else is left. */
  freeRanges(d: HardenedDomain): Effect;
}

/**
 * Ours, not posted: the marks of 18 August 2026, erased by the work of 2 June 2026 and by
 * allocations that find no room. All that decides about deferral happens under the tree lock.
 */
export const hardened: Design<HardenedDomain> & HardenedSteps = {
  name: 'hardened',
  policy,
  batchEntries: 64,
  traits: {
    defers: true,
    retriesByWork: true,
    lists: false,
    window: true,
    gap: 'slack',
    ...retryTraits(policy),
  },

  init(kernel, setup) {
    const base = initMapleDomain(kernel, setup);
    return {
      ...base,
      deferred: new Guarded(kernel, base.lock, 'deferred', null),
      work: new DelayedWork(kernel, 'deferred_free_work'),
      retry: new RetryState(kernel, setup.policy),
    };
  },

  *alloc(d, request) {
    const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
    if (object === null) return refused('alloc_iova: object refused');
    const batches = Symbol('batches');
    let outcome: Outcome | null = null;
    while (outcome === null) {
      yield atLoopHead(batches, d.lock.lockIrqsave(`${PLACE}: lock`));
      outcome = yield searching(() => this.place(d, request, object, null));
      if (outcome === null) {
        const batch = yield* this.drain(d, PLACE, 0);
        outcome = yield searching(() => this.place(d, request, object, batch));
      }
      yield d.lock.unlock(`${PLACE}: unlock`);
    }
    return yield* this.conclude(d, object, outcome);
  },

  *conclude(d, object, outcome) {
    if (outcome.kind === 'refused') {
      yield freeObjectMemory(d, object, 'alloc_iova: free the object');
    }
    return outcome;
  },

  search: searchGap,

  place(d, request, object, drained) {
    const found = this.search(d, request);
    if (found !== null) {
      d.objects.write(object, 'lo', found.lo);
      d.objects.write(object, 'hi', found.hi);
      if (d.tree.store(found.lo, found.hi, object)) return granted(found);
      return refused(`${PLACE}: store refused`);
    }
    const waiting = d.deferred.get();
    if (waiting === null) return refused(`${PLACE}: search failed`);
    if (drained?.end !== 'refused') return null;
    if (!waiting.told) tell(d, 'iova: an allocation fails, freed ranges wait for memory');
    return refused(`${PLACE}: search failed, drain refused`);
  },

  *free(d, pfn) {
    yield d.lock.lockIrqsave('free_iova: lock');
    const object: Ptr | null = yield step('free_iova: look up', () => {
      const value = d.tree.find(pfn)?.value ?? MARKER;
      return value === MARKER ? null : value;
    });
    if (object !== null) yield* this.remove(d, object, 'free_iova');
    yield d.lock.unlock('free_iova: unlock');
    return DONE;
  },

  *freeObject(d, object) {
    yield d.lock.lockIrqsave('__free_iova: lock');
    yield* this.remove(d, object, '__free_iova');
    yield d.lock.unlock('__free_iova: unlock');
    return DONE;
  },

  *remove(d, object, at) {
    const erased: boolean = yield asking(`${at}: remove_iova`, () => this.erase(d, object));
    if (!erased) yield this.mark(d, object, at);
  },

  erase(d, object) {
    const { lo, hi } = rangeOf(d, object);
    if (!d.tree.erase(lo, hi)) return false;
    d.objects.free(object);
    return true;
  },

  mark(d, object, at) {
    return asking(`${at}: mark in place`, () => {
      const range = rangeOf(d, object);
      if (!d.tree.overwrite(range.lo, range.hi, MARKER)) {
        d.kernel.log.warnOnce('remove_iova: no memory to mark a range');
        return;
      }
      const { call, place } = d.kernel;
      const waiting = d.deferred.get();
      const { lo, count } = waiting ?? { lo: range.lo, count: 0 };
      keep(d, { ...(waiting ?? FRESH), lo: Math.min(lo, range.lo), count: count + 1 });
      d.kernel.emit({ kind: 'deferred', range, call, at: place });
      d.objects.free(object);
      this.arm(d);
    });
  },

  arm(d) {
    d.work.schedule(d.retry.policy.startJiffies);
  },

  *drain(d, at, erased) {
    const markers = Symbol('markers');
    let batch: Batch = { visited: 0, erased, end: null };
    while (batch.end === null) {
      const so = batch;
      const next = asking(`${at}: drain`, () => this.eraseNext(d, so));
      batch = yield atLoopHead(markers, next, so.visited, so.erased);
    }
    return batch;
  },

  eraseNext(d, { visited, erased }) {
    const waiting = d.deferred.get();
    if (waiting === null) return { visited, erased, end: 'empty' };
    let { lo } = waiting;
    for (let entries = visited + 1; entries <= this.batchEntries; entries += 1) {
      const at = d.tree.next(lo);
      if (at === null) {
        // A free by a stale pointer may have erased what was counted.
        keep(d, { ...waiting, count: 0 });
        return { visited, erased, end: 'empty' };
      }
      if (at.value === MARKER) {
        if (!d.tree.erase(at.lo, at.hi)) {
          keep(d, { ...waiting, lo: at.lo });
          return { visited: entries, erased, end: 'refused' };
        }
        keep(d, { ...waiting, lo: at.hi + 1, count: waiting.count - 1 });
        return { visited: entries, erased: 1, end: waiting.count === 1 ? 'empty' : null };
      }
      lo = at.hi + 1;
    }
    keep(d, { ...waiting, lo });
    return { visited, erased, end: 'more' };
  },

  *work(d) {
    const batches = Symbol('batches');
    let batch: Batch = { visited: 0, erased: 0, end: 'more' };
    while (batch.end === 'more') {
      const { erased } = batch;
      yield atLoopHead(batches, d.lock.lockIrqsave(`${WORK}: lock`), erased);
      batch = yield* this.drain(d, WORK, erased);
      if (batch.end !== 'more') yield this.rearm(d, batch.erased);
      yield d.lock.unlock(`${WORK}: unlock`);
    }
    return DONE;
  },

  rearm(d, erased) {
    return step(`${WORK}: re-arm`, () => {
      const { delayJiffies, warn } = consult(d, erased);
      if (warn) tell(d, 'iova: freed ranges wait for memory to be erased');
      // Replaces what a free has armed that came between the timer and the lock.
      if (d.deferred.get() !== null) d.work.modify(delayJiffies);
    });
  },

  *find(d, pfn) {
    return yield* findObject(d, pfn, MARKER);
  },

  *reserve(d, lo, hi) {
    const bad = checkReservable(d, lo, hi);
    if (bad !== null) return yield bad;
    yield d.lock.lockIrqsave('reserve_iova: lock');
    const outcome = yield* reserveWhole(d, { lo, hi }, (range, object) =>
      this.storeReserved(d, range, object),
    );
    yield d.lock.unlock('reserve_iova: unlock');
    return outcome;
  },

  storeReserved(d, range, object) {
    const before = markersAround(d, range);
    if (!d.tree.store(range.lo, range.hi, object)) return false;
    const waiting = d.deferred.get();
    const count = (waiting?.count ?? 0) + markersAround(d, range) - before;
    if (waiting !== null && count !== waiting.count) keep(d, { ...waiting, count });
    return true;
  },

  *put(d) {
    yield* d.work.cancelSync('put_iova_domain');
    yield this.freeRanges(d);
    return DONE;
  },

  freeRanges(d) {
    return step('put_iova_domain: free every object of the tree', () => {
      for (let at = d.tree.next(0); at !== null; at = d.tree.next(at.hi + 1)) {
        if (at.value !== MARKER) d.objects.free(at.value);
      }
      d.tree.destroy();
    });
  },

  dump(d) {
    const pairs = (marked: boolean): (readonly [Pfn, Pfn])[] =>
      [...d.tree.entries()]
        .filter((entry) => (entry.value === MARKER) === marked)
        .map((entry) => [entry.lo, entry.hi]);
    return {
      ranges: pairs(false),
      deferred: pairs(true),
      work_due: d.work.pending === 'no' ? null : d.work.dueJiffies,
    };
  },
};

function searching(place: () => Outcome | null): Effect {
  return asking(`${PLACE}: search and store`, place);
}
