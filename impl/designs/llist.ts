import type { AllocRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { DONE, type Outcome } from '../kernel/routine.ts';
import { DelayedWork } from '../kernel/delayed-work.ts';
import { asking, atLoopHead, type Coroutine, type Effect, step } from '../kernel/effect.ts';
import { counted, NOTHING_YET, TRIES_MAX, type WorkRun } from '../policies/policy.ts';
import { RetryState } from '../policies/retry-state.ts';
import { retryTraits } from '../policies/retry-traits.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { Llist } from '../kernel/llist.ts';
import type { Ptr } from '../kernel/slab.ts';
import { type Design, rangeOf, refused } from './design.ts';
import { allocateObject, checkReservable, freeObjectMemory } from './domain.ts';
import {
  findObject,
  initMapleDomain,
  type MapleDomain,
  NO_MARKER,
  overlapped,
  PLACE,
  placeInGap,
} from './maple.ts';

/** `struct iova_domain` of the revision of 2 June 2026. */
export interface LlistDomain extends MapleDomain {
  readonly deferredFrees: Llist;
  readonly work: DelayedWork;
  readonly retry: RetryState;
}

interface LlistSteps {
  /** `remove_iova()`, lock held: false if the erase found no memory; then the range stays. */
  remove(d: LlistDomain, object: Ptr, at: string): Effect;
  /** After the unlock of a free: gives the object back, or lists it and arms the work. */
  dispose(d: LlistDomain, object: Ptr, erased: boolean, at: string): Coroutine<void>;
  /** Puts the object onto the deferred list. */
  defer(d: LlistDomain, object: Ptr, at: string): Coroutine<void>;
  /** The end of the work: arms it again if something is left, after what the policy says. */
  rearm(d: LlistDomain, run: WorkRun): Effect;
  /** Hint, search and store, inside the critical section. */
  place(d: LlistDomain, request: AllocRequest, object: Ptr): Outcome;
}

/** Maple tree, v3 of 2 June 2026: what cannot be erased goes onto a list that a work retries. */
export const llist: Design<LlistDomain> & LlistSteps = {
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
    return {
      ...base,
      deferredFrees: new Llist(kernel, base.objects),
      work: new DelayedWork(kernel, 'deferred_free_work'),
      retry: new RetryState(kernel, setup.policy),
    };
  },

  *alloc(d, request) {
    const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
    if (object === null) return refused('alloc_iova: object refused');
    yield d.lock.lockIrqsave(`${PLACE}: lock`);
    const outcome: Outcome = yield asking(`${PLACE}: search and store`, () =>
      this.place(d, request, object),
    );
    yield d.lock.unlock(`${PLACE}: unlock`);
    if (outcome.kind === 'refused') {
      yield freeObjectMemory(d, object, 'alloc_iova: free the object');
    }
    return outcome;
  },

  place(d, request, object) {
    return placeInGap(d, request, object, () =>
      d.max32.set(request.sizePages, `${PLACE}: store refused`),
    );
  },

  *free(d, pfn) {
    yield d.lock.lockIrqsave('free_iova: lock');
    const found: [Ptr, Range] | null = yield step('free_iova: look up', () => {
      const object = d.tree.find(pfn)?.value;
      return object === undefined ? null : [object, rangeOf(d, object)];
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

  remove(d, object, at) {
    return asking(`${at}: remove_iova`, () => {
      const { lo, hi } = rangeOf(d, object);
      if (lo < d.space.dma32) d.max32.set(d.space.dma32);
      return d.tree.erase(lo, hi);
    });
  },

  *dispose(d, object, erased, at) {
    if (erased) {
      yield freeObjectMemory(d, object, `${at}: free the object`);
      return;
    }
    yield* this.defer(d, object, at);
    yield step(`${at}: schedule_delayed_work`, () => d.work.schedule(d.retry.policy.startJiffies));
  },

  *defer(d, object, at) {
    yield* d.deferredFrees.add(object, at, () => {
      const { call, place } = d.kernel;
      d.kernel.emit({ kind: 'deferred', range: rangeOf(d, object), call, at: place });
    });
  },

  *work(d) {
    const at = 'iova_deferred_free_work';
    let node: Ptr = yield step(`${at}: llist_del_all`, () => d.deferredFrees.deleteAll());
    const entries = Symbol('entries');
    let run: WorkRun = NOTHING_YET;
    while (node !== 0) {
      const entry = node;
      const walk = step(`${at}: next entry`, () => d.deferredFrees.walked(entry));
      node = yield atLoopHead(entries, walk, entry, run.erased, run.left, run.tries);
      yield d.lock.lockIrqsave(`${at}: lock`);
      const erased: boolean = yield this.remove(d, entry, at);
      let tries = 0;
      if (erased) yield freeObjectMemory(d, entry, `${at}: free the object`);
      else {
        if (d.retry.policy.warns?.per === 'range') tries = yield countTry(d, entry, at);
        yield* this.defer(d, entry, at);
      }
      yield d.lock.unlock(`${at}: unlock`);
      run = counted(run, erased, tries);
    }
    yield this.rearm(d, run);
    return DONE;
  },

  rearm(d, run) {
    return step('iova_deferred_free_work: re-arm', () => {
      const { delayJiffies, warn } = d.retry.consult(run);
      if (warn) d.kernel.log.warn('iova: freed ranges wait for memory to be erased');
      if (!d.deferredFrees.empty()) d.work.schedule(delayJiffies);
    });
  },

  *find(d, pfn) {
    return yield* findObject(d, pfn, NO_MARKER);
  },

  *reserve(d, lo, hi) {
    const bad = checkReservable(d, lo, hi);
    if (bad !== null) return yield bad;
    yield d.lock.lockIrqsave('reserve_iova: lock');
    const met: ReturnType<typeof overlapped> = yield step('reserve_iova: free overlapped', () => {
      const found = overlapped(d, { lo, hi }, NO_MARKER);
      if (found.covering === null) for (const object of found.objects) d.objects.free(object);
      return found;
    });
    let outcome: Outcome = { kind: 'done', range: met.covering ?? met.merged };
    if (met.covering === null) {
      const object: Ptr | null = yield allocateObject(d, 'reserve_iova: object');
      if (object === null) outcome = refused('reserve_iova: object refused');
      else {
        const stored: boolean = yield storeReservation(d, object, met.merged);
        if (!stored) {
          yield freeObjectMemory(d, object, 'reserve_iova: free the object');
          outcome = refused('reserve_iova: store refused');
        }
      }
    }
    yield d.lock.unlock('reserve_iova: unlock');
    return outcome;
  },

  *put(d) {
    yield* d.work.cancelSync('put_iova_domain');
    yield step('put_iova_domain: discard the list', () => {
      d.deferredFrees.deleteAll();
    });
    yield step('put_iova_domain: free every object of the tree', () => {
      for (let at = d.tree.next(0); at !== null; at = d.tree.next(at.hi + 1)) {
        d.objects.free(at.value);
      }
      d.tree.destroy();
    });
    return DONE;
  },

  dump(d) {
    const pair = ({ lo, hi }: Range): readonly [Pfn, Pfn] => [lo, hi];
    const deferred: (readonly [Pfn, Pfn])[] = [];
    for (let node = d.deferredFrees.first; node !== 0; node = d.objects.read(node, 'next')) {
      deferred.push(pair(rangeOf(d, node)));
    }
    return {
      ranges: [...d.tree.entries()].map(pair),
      deferred,
      work_due: d.work.pending === 'no' ? null : d.work.dueJiffies,
    };
  },
};

/** One more failed erase of the range; returns how many there were. */
function countTry(d: LlistDomain, object: Ptr, at: string): Effect {
  return step(`${at}: count the try`, () => {
    const tries = Math.min(d.objects.read(object, 'tries') + 1, TRIES_MAX);
    d.objects.write(object, 'tries', tries);
    return tries;
  });
}

function storeReservation(d: LlistDomain, object: Ptr, range: Range): Effect {
  return asking('reserve_iova: store', () => {
    d.objects.write(object, 'lo', range.lo);
    d.objects.write(object, 'hi', range.hi);
    return d.tree.store(range.lo, range.hi, object);
  });
}
