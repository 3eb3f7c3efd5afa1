import { labelOf } from '../kernel/label.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { DONE, type Outcome } from '../kernel/routine.ts';
import { DelayedWork } from '../kernel/delayed-work.ts';
import { asking, atLoopHead, type Effect, step } from '../kernel/effect.ts';
import { counted, NOTHING_YET, TRIES_MAX, type WorkRun } from '../policies/policy.ts';
import { RetryState } from '../policies/retry-state.ts';
import { retryTraits } from '../policies/retry-traits.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { Llist } from '../kernel/llist.ts';
import type { Ptr } from '../kernel/slab.ts';
import { rangeOf, refused } from './design.ts';
import { allocateObject, checkReservable, freeObjectMemory, PLACE } from './domain.ts';
import { fastPath, FREE_PFNS, warnOfUnknown } from './fast-path.ts';
import { hintForbids, remember32, resetHint } from './hint.ts';
import type { LlistDesign, LlistDomain } from './llist-design.ts';
import {
  findObject,
  freeRanges,
  initMapleDomain,
  lookUpLive,
  NO_MARKER,
  storeRange,
} from './maple.ts';
import { gapParts, placeInGap } from './place-in-gap.ts';
import { type Overlap, overlapped } from './reserve-whole.ts';

const WORK = 'iova_deferred_free_work';

/** Maple tree, v3 of 2 June 2026: a refused erase puts the range onto a list; a work retries. */
export const llist: LlistDesign = {
  name: 'llist',
  policy: flat10ms,
  traits: {
    defers: true,
    retriesByWork: true,
    lists: true,
    window: false,
    gap: 'slack',
    ...retryTraits(flat10ms),
  },

  init(kernel, setup) {
    const base = initMapleDomain(kernel, setup);
    return Object.assign(base, {
      deferredFrees: new Llist(kernel, base.objects),
      work: new DelayedWork(kernel, 'deferred_free_work'),
      retry: new RetryState(kernel, setup.policy),
    });
  },

  *alloc(d, request) {
    const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
    if (object === null) return refused('alloc_iova: object refused');
    yield d.lock.lockIrqsave(labelOf(PLACE, 'lock'));
    const outcome: Outcome = yield asking(labelOf(PLACE, 'search and store'), () =>
      this.place(d, request, object),
    );
    yield d.lock.unlock(labelOf(PLACE, 'unlock'));
    if (outcome.kind === 'refused') {
      yield freeObjectMemory(d, object, 'alloc_iova: free the object');
    }
    return outcome;
  },

  place(d, request, object) {
    return placeInGap(this, d, request, object);
  },

  hintForbids,

  ...gapParts,

  searchFailed(d, request) {
    remember32(d, request, labelOf(PLACE, 'search failed'));
  },

  storeRefused(d, request) {
    remember32(d, request, labelOf(PLACE, 'store refused'));
  },

  *free(d, pfn) {
    yield d.lock.lockIrqsave('free_iova: lock');
    const found: [Ptr, Range] | null = yield step('free_iova: look up', () => {
      const object = this.lookUp(d, pfn);
      return object === null ? null : [object, rangeOf(d, object)];
    });
    if (found === null) {
      yield d.lock.unlock('free_iova: unlock');
      return DONE;
    }
    const erased: boolean = yield this.remove(d, found[0], 'free_iova');
    yield d.lock.unlock('free_iova: unlock');
    yield* this.dispose(d, found[0], erased, 'free_iova');
    return { kind: 'done', range: found[1] };
  },

  *freeObject(d, object) {
    yield d.lock.lockIrqsave('__free_iova: lock');
    const erased: boolean = yield this.remove(d, object, '__free_iova');
    yield d.lock.unlock('__free_iova: unlock');
    yield* this.dispose(d, object, erased, '__free_iova');
    return DONE;
  },

  lookUp: lookUpLive,

  remove(d, object, at) {
    return asking(labelOf(at, 'remove_iova'), () => this.erase(d, rangeOf(d, object)));
  },

  erase(d, range) {
    this.resetHint(d, range);
    return d.tree.erase(range.lo, range.hi);
  },

  resetHint,

  *dispose(d, object, erased, at) {
    if (erased) {
      yield freeObjectMemory(d, object, labelOf(at, 'free the object'));
      return;
    }
    yield* this.defer(d, object, at);
    yield step(labelOf(at, 'schedule_delayed_work'), () => this.arm(d));
  },

  arm(d) {
    return d.work.schedule(d.retry.policy.startJiffies);
  },

  *defer(d, object, at) {
    yield* d.deferredFrees.add(object, at, () => {
      const { call, place } = d.kernel;
      d.kernel.emit({ kind: 'deferred', range: rangeOf(d, object), call, at: place });
    });
  },

  *work(d) {
    let node: Ptr = yield step(labelOf(WORK, 'llist_del_all'), () => d.deferredFrees.deleteAll());
    const entries = Symbol('entries');
    let run: WorkRun = NOTHING_YET;
    while (node !== 0) {
      const entry = node;
      const walk = step(labelOf(WORK, 'next entry'), () => d.deferredFrees.walked(entry));
      node = yield atLoopHead(entries, walk, entry, run.erased, run.left, run.tries);
      run = yield* this.retry(d, entry, run);
    }
    yield this.rearm(d, run);
    return DONE;
  },

  *retry(d, entry, run) {
    yield d.lock.lockIrqsave(labelOf(WORK, 'lock'));
    const erased: boolean = yield this.remove(d, entry, WORK);
    let tries = 0;
    if (erased) yield freeObjectMemory(d, entry, labelOf(WORK, 'free the object'));
    else {
      if (d.retry.policy.warns?.per === 'range') tries = yield countTry(d, entry, WORK);
      yield* this.defer(d, entry, WORK);
    }
    yield d.lock.unlock(labelOf(WORK, 'unlock'));
    return counted(run, erased, tries);
  },

  rearm(d, run) {
    return step(labelOf(WORK, 're-arm'), () => {
      const { delayJiffies, warn } = d.retry.consult(run);
      if (warn) d.kernel.log.warn('iova: freed ranges wait for memory to be erased');
      this.armAgain(d, delayJiffies);
    });
  },

  armAgain(d, delayJiffies) {
    if (!d.deferredFrees.empty()) d.work.schedule(delayJiffies);
  },

  *find(d, pfn) {
    return yield* findObject(this, d, pfn);
  },

  *reserve(d, lo, hi) {
    const bad = checkReservable(d, lo, hi);
    if (bad !== null) return yield bad;
    yield d.lock.lockIrqsave('reserve_iova: lock');
    const met: Overlap = yield step('reserve_iova: free overlapped', () => {
      const found = this.overlapped(d, { lo, hi });
      if (found.covering === null) for (const object of found.objects) freeOverlapped(d, object);
      return found;
    });
    let outcome: Outcome = { kind: 'done', range: met.covering ?? met.merged };
    if (met.covering === null) {
      const object: Ptr | null = yield allocateObject(d, 'reserve_iova: object');
      if (object === null) outcome = refused('reserve_iova: object refused');
      else {
        const stored: boolean = yield asking('reserve_iova: store', () =>
          this.storeReserved(d, met.merged, object),
        );
        if (!stored) {
          yield freeObjectMemory(d, object, 'reserve_iova: free the object');
          outcome = refused('reserve_iova: store refused');
        }
      }
    }
    yield d.lock.unlock('reserve_iova: unlock');
    return outcome;
  },

  overlapped: (d, wanted) => overlapped(d, wanted, NO_MARKER),

  storeReserved: storeRange,

  ...fastPath,

  magazines: 'at once',

  *freeMagazine(d, pfns) {
    yield d.lock.lockIrqsave(labelOf(FREE_PFNS, 'lock'));
    for (const pfn of pfns) {
      const kept: Ptr | null = yield asking(labelOf(FREE_PFNS, 'find and remove_iova'), () =>
        this.removeCached(d, pfn),
      );
      if (kept !== null) yield* this.defer(d, kept, FREE_PFNS);
    }
    yield d.lock.unlock(labelOf(FREE_PFNS, 'unlock'));
    yield step(labelOf(FREE_PFNS, 'schedule_delayed_work'), () => this.armForMagazine(d));
  },

  removeCached(d, pfn) {
    const object = this.lookUp(d, pfn);
    if (object === null) {
      warnOfUnknown(d);
      return null;
    }
    if (!this.erase(d, rangeOf(d, object))) return object;
    d.objects.free(object);
    return null;
  },

  armForMagazine(d) {
    if (!d.deferredFrees.empty()) this.arm(d);
  },

  *put(d) {
    if (d.caches !== null) yield* this.putCaches(d);
    yield* d.work.cancelSync('put_iova_domain');
    yield step('put_iova_domain: discard the list', () => this.discardList(d));
    yield step('put_iova_domain: free every object of the tree', () => this.freeRanges(d));
    return DONE;
  },

  discardList(d) {
    d.deferredFrees.deleteAll();
  },

  freeRanges,

  dump(d) {
    const pair = ({ lo, hi }: Range): readonly [Pfn, Pfn] => [lo, hi];
    const deferred: (readonly [Pfn, Pfn])[] = [];
    // A wrong list can lead round in a circle.
    const met = new Set<Ptr>([0]);
    for (let node = d.deferredFrees.first; !met.has(node); node = d.objects.read(node, 'next')) {
      met.add(node);
      deferred.push(pair(rangeOf(d, node)));
    }
    return {
      ranges: [...d.tree.entries()].map(pair),
      deferred,
      work_due: d.work.pending === 'no' ? null : d.work.dueJiffies,
    };
  },
};

/** The C reads `pfn_lo` of the object before it frees it: a stale one is used, then freed again. */
function freeOverlapped(d: LlistDomain, object: Ptr): void {
  d.objects.read(object, 'lo');
  d.objects.free(object);
}

/** Counts a failed erase of the range, up to `TRIES_MAX`; returns the count. */
function countTry(d: LlistDomain, object: Ptr, at: string): Effect {
  return step(labelOf(at, 'count the try'), () => {
    const tries = Math.min(d.objects.read(object, 'tries') + 1, TRIES_MAX);
    d.objects.write(object, 'tries', tries);
    return tries;
  });
}
