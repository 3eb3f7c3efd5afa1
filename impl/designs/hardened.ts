import { labelOf } from '../kernel/label.ts';
import type { Pfn } from '../../model/range.ts';
import { DelayedWork } from '../kernel/delayed-work.ts';
import { asking, atLoopHead, type Effect, step } from '../kernel/effect.ts';
import { Guarded } from '../kernel/guarded.ts';
import { DONE, type Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { exponential } from '../policies/exponential.ts';
import { RetryState } from '../policies/retry-state.ts';
import { retryTraits } from '../policies/retry-traits.ts';
import { warnAfter } from '../policies/warn-after.ts';
import {
  consultPolicy,
  FRESH_BACKLOG,
  keepBacklog,
  markersAround,
  warnOfBacklog,
} from './backlog.ts';
import { granted, rangeOf, refused } from './design.ts';
import { allocateObject, checkReservable, freeObjectMemory, PLACE } from './domain.ts';
import { flushesOf, hardenedPath } from './hardened-caches.ts';
import type { Batch, HardenedDesign } from './hardened-design.ts';
import {
  findObject,
  freeRanges,
  initMapleDomain,
  lookUpLive,
  MARKER,
  storeRange,
} from './maple.ts';
import { gapParts } from './place-in-gap.ts';
import { overlapped, reserveWhole } from './reserve-whole.ts';

const WORK = 'iova_deferred_free_work';
const policy = warnAfter(exponential, 10);

/**
 * Ours, not posted: the markers of 18 August 2026, erased by the work of 2 June 2026 and by
 * allocations that find no room. Everything that decides about deferral is under the tree lock.
 */
export const hardened: HardenedDesign = {
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
    return Object.assign(base, {
      deferred: new Guarded(kernel, base.lock, 'deferred', null),
      work: new DelayedWork(kernel, 'deferred_free_work'),
      retry: new RetryState(kernel, setup.policy),
      flushes: flushesOf(kernel, setup),
    });
  },

  *alloc(d, request) {
    const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
    if (object === null) return refused('alloc_iova: object refused');
    const batches = Symbol('batches');
    let outcome: Outcome | null = null;
    while (outcome === null) {
      yield atLoopHead(batches, d.lock.lockIrqsave(labelOf(PLACE, 'lock')));
      outcome = yield searching(() => this.place(d, request, object, null));
      outcome ??= yield* this.drainAndPlace(d, request, object);
      yield d.lock.unlock(labelOf(PLACE, 'unlock'));
    }
    return yield* this.conclude(d, object, outcome);
  },

  *drainAndPlace(d, request, object) {
    const batch = yield* this.drain(d, PLACE, 0);
    const outcome: Outcome | null = yield searching(() => this.place(d, request, object, batch));
    return outcome;
  },

  *conclude(d, object, outcome) {
    if (outcome.kind === 'refused') {
      yield freeObjectMemory(d, object, 'alloc_iova: free the object');
    }
    return outcome;
  },

  ...gapParts,

  place(d, request, object, drained) {
    const found = this.search(d, request);
    if (found === null) return this.noRoom(d, drained);
    return storeRange(d, found, object) ? granted(found) : refused(labelOf(PLACE, 'store refused'));
  },

  noRoom(d, drained) {
    const waiting = d.deferred.get();
    if (waiting === null) return refused(labelOf(PLACE, 'search failed'));
    if (drained?.end !== 'refused') return null;
    if (!waiting.told) {
      warnOfBacklog(d, 'iova: an allocation fails, freed ranges wait for memory');
    }
    return refused(labelOf(PLACE, 'search failed, drain refused'));
  },

  *free(d, pfn) {
    yield d.lock.lockIrqsave('free_iova: lock');
    const object: Ptr | null = yield step('free_iova: look up', () => this.lookUp(d, pfn));
    if (object !== null) yield* this.remove(d, object, 'free_iova');
    yield d.lock.unlock('free_iova: unlock');
    return DONE;
  },

  lookUp: lookUpLive,

  *freeObject(d, object) {
    yield d.lock.lockIrqsave('__free_iova: lock');
    yield* this.remove(d, object, '__free_iova');
    yield d.lock.unlock('__free_iova: unlock');
    return DONE;
  },

  *remove(d, object, at) {
    const erased: boolean = yield asking(labelOf(at, 'remove_iova'), () => this.erase(d, object));
    if (!erased) yield this.mark(d, object, at);
  },

  erase(d, object) {
    const { lo, hi } = rangeOf(d, object);
    if (!d.tree.erase(lo, hi)) return false;
    d.objects.free(object);
    return true;
  },

  mark(d, object, at) {
    return asking(labelOf(at, 'mark in place'), () => {
      const range = rangeOf(d, object);
      if (!d.tree.overwrite(range.lo, range.hi, MARKER)) {
        this.markRefused(d, object);
        return;
      }
      this.defer(d, range);
      d.objects.free(object);
      this.arm(d);
    });
  },

  markRefused(d) {
    d.kernel.log.warnOnce('remove_iova: no memory to mark a range');
  },

  defer(d, range) {
    const { call, place } = d.kernel;
    keepBacklog(d, this.backlogWith(d, range));
    d.kernel.emit({ kind: 'deferred', range, call, at: place });
  },

  backlogWith(d, { lo }) {
    const waiting = d.deferred.get() ?? { ...FRESH_BACKLOG, lo, count: 0 };
    return { ...waiting, lo: Math.min(waiting.lo, lo), count: waiting.count + 1 };
  },

  arm(d) {
    d.work.schedule(d.retry.policy.startJiffies);
  },

  *drain(d, at, erased) {
    const markers = Symbol('markers');
    let batch: Batch = { visited: 0, erased, end: null };
    while (batch.end === null) {
      const so = batch;
      const next = asking(labelOf(at, 'drain'), () => this.eraseNext(d, so));
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
        this.drainedAll(d, waiting);
        return { visited, erased, end: 'empty' };
      }
      if (at.value === MARKER) {
        if (!d.tree.erase(at.lo, at.hi)) {
          this.drainRefused(d, waiting, at);
          return { visited: entries, erased, end: 'refused' };
        }
        this.drainedOne(d, waiting, at);
        return { visited: entries, erased: 1, end: waiting.count === 1 ? 'empty' : null };
      }
      lo = at.hi + 1;
    }
    this.drainedBatch(d, waiting, lo);
    return { visited, erased, end: 'more' };
  },

  drainedOne(d, waiting, { hi }) {
    keepBacklog(d, { ...waiting, lo: hi + 1, count: waiting.count - 1 });
  },

  drainRefused(d, waiting, { lo }) {
    keepBacklog(d, { ...waiting, lo });
  },

  drainedAll(d, waiting) {
    // A free through a stale pointer may have erased markers that were counted.
    keepBacklog(d, { ...waiting, count: 0 });
  },

  drainedBatch(d, waiting, lo) {
    keepBacklog(d, { ...waiting, lo });
  },

  *work(d) {
    const batches = Symbol('batches');
    let batch: Batch = { visited: 0, erased: 0, end: 'more' };
    while (batch.end === 'more') {
      const { erased } = batch;
      yield atLoopHead(batches, d.lock.lockIrqsave(labelOf(WORK, 'lock')), erased);
      batch = yield* this.drain(d, WORK, erased);
      if (batch.end !== 'more') yield this.rearm(d, batch.erased);
      yield d.lock.unlock(labelOf(WORK, 'unlock'));
    }
    return DONE;
  },

  rearm(d, erased) {
    return step(labelOf(WORK, 're-arm'), () => {
      const { delayJiffies, warn } = consultPolicy(d, erased);
      if (warn) warnOfBacklog(d, 'iova: freed ranges wait for memory to be erased');
      this.armAgain(d, delayJiffies);
    });
  },

  armAgain(d, delayJiffies) {
    // Replaces the deadline of a free that armed the work between its timer and its lock.
    if (d.deferred.get() !== null) d.work.modify(delayJiffies);
  },

  *find(d, pfn) {
    return yield* findObject(this, d, pfn);
  },

  *reserve(d, lo, hi) {
    const bad = checkReservable(d, lo, hi);
    if (bad !== null) return yield bad;
    // What is cached there would be handed out.
    if (d.caches !== null) yield* this.flush(d);
    yield d.lock.lockIrqsave('reserve_iova: lock');
    const outcome = yield* reserveWhole(this, d, { lo, hi });
    yield d.lock.unlock('reserve_iova: unlock');
    return outcome;
  },

  overlapped: (d, wanted) => overlapped(d, wanted, MARKER),

  storeReserved(d, range, object) {
    const before = markersAround(d, range);
    if (!storeRange(d, range, object, 'preallocated')) return false;
    const waiting = d.deferred.get();
    const count = (waiting?.count ?? 0) + markersAround(d, range) - before;
    if (waiting !== null && count !== waiting.count) keepBacklog(d, { ...waiting, count });
    return true;
  },

  ...hardenedPath,

  *put(d) {
    if (d.caches !== null) yield* this.putCaches(d);
    yield* d.work.cancelSync('put_iova_domain');
    yield step('put_iova_domain: free every object of the tree', () => this.freeRanges(d));
    return DONE;
  },

  freeRanges,

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

const searching = (place: () => Outcome | null): Effect =>
  asking(labelOf(PLACE, 'search and store'), place);
