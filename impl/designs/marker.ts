import type { AllocRequest } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { DONE, type Outcome } from '../kernel/routine.ts';
import { asking, atLoopHead, type Coroutine, step } from '../kernel/effect.ts';
import { Guarded } from '../kernel/guarded.ts';
import type { Ptr } from '../kernel/slab.ts';
import { type Design, rangeOf, refused } from './design.ts';
import { allocateObject, checkReservable, freeObjectMemory } from './domain.ts';
import {
  findObject,
  initMapleDomain,
  type MapleDomain,
  MARKER,
  PLACE,
  placeInGap,
  reserveWhole,
} from './maple.ts';

/** `struct iova_domain` of the revision of 18 August 2026. */
export interface MarkerDomain extends MapleDomain {
  /** `deferred_lo`, `deferred_hi`: no marker lies outside; null is empty (lo = max, hi = 0). */
  readonly deferred: Guarded<Range | null>;
}

interface MarkerSteps {
  /** `remove_iova()`, lock held: erases or marks the range, and disposes of the object. */
  remove(d: MarkerDomain, object: Ptr, at: string): Coroutine<void>;
  /** The erase was refused: marks the range in place. */
  mark(d: MarkerDomain, object: Ptr, range: Range, at: string): Coroutine<void>;
  /** Erases markers, ascending, until memory is refused or the window is empty. */
  drain(d: MarkerDomain, at: string): Coroutine<void>;
  /** Hint, search and store, inside the critical section. */
  place(d: MarkerDomain, request: AllocRequest, object: Ptr): Outcome;
}

/** Maple tree, revision of 18 August 2026: what cannot be erased is marked and drained later. */
export const marker: Design<MarkerDomain> & MarkerSteps = {
  name: 'marker',
  policy: null,
  traits: {
    defers: true,
    retriesByWork: false,
    lists: false,
    window: true,
    gap: 'slack',
    recoveryJiffies: 1000,
    retryDelaysJiffies: [],
  },

  init(kernel, setup) {
    const base = initMapleDomain(kernel, setup);
    return { ...base, deferred: new Guarded(kernel, base.lock, 'deferred_lo/hi', null) };
  },

  *alloc(d, request) {
    const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
    if (object === null) return refused('alloc_iova: object refused');
    yield d.lock.lockIrqsave(`${PLACE}: lock`);
    yield* this.drain(d, PLACE);
    const outcome: Outcome = yield asking(`${PLACE}: search and store`, () =>
      this.place(d, request, object),
    );
    if (outcome.kind === 'refused') {
      yield freeObjectMemory(d, object, `${PLACE}: free the object`);
    }
    yield d.lock.unlock(`${PLACE}: unlock`);
    return outcome;
  },

  place(d, request, object) {
    // A store that finds no node fails the call and leaves max32 alone.
    return placeInGap(d, request, object, () => undefined);
  },

  *free(d, pfn) {
    yield d.lock.lockIrqsave('free_iova: lock');
    const found: [Ptr, Range] | null = yield step('free_iova: look up', () => {
      const object = d.tree.find(pfn)?.value;
      return object === undefined || object === MARKER ? null : [object, rangeOf(d, object)];
    });
    if (found !== null) yield* this.remove(d, found[0], 'free_iova');
    yield d.lock.unlock('free_iova: unlock');
    return found === null ? DONE : { kind: 'done', range: found[1] };
  },

  *freeObject(d, object) {
    yield d.lock.lockIrqsave('__free_iova: lock');
    yield* this.remove(d, object, '__free_iova');
    yield d.lock.unlock('__free_iova: unlock');
    return DONE;
  },

  *remove(d, object, at) {
    const { erased, range }: { erased: boolean; range: Range } = yield asking(
      `${at}: remove_iova`,
      () => {
        const { lo, hi } = rangeOf(d, object);
        if (lo < d.space.dma32) d.max32.set(d.space.dma32);
        return { erased: d.tree.erase(lo, hi), range: { lo, hi } };
      },
    );
    if (!erased) {
      yield* this.mark(d, object, range, at);
      return;
    }
    yield freeObjectMemory(d, object, `${at}: free the object`);
    // Memory is evidently there.
    yield* this.drain(d, at);
  },

  *mark(d, object, range, at) {
    const { lo, hi } = range;
    const marked: boolean = yield asking(`${at}: mark in place`, () => {
      if (!d.tree.overwrite(lo, hi, MARKER)) {
        d.kernel.log.warnOnce('remove_iova: no memory to mark a range');
        return false;
      }
      const { call, place } = d.kernel;
      const window = d.deferred.get();
      setWindow(d, {
        lo: Math.min(window?.lo ?? lo, lo),
        hi: Math.max(window?.hi ?? hi, hi),
      });
      d.kernel.emit({ kind: 'deferred', range, call, at: place });
      return true;
    });
    if (marked) yield freeObjectMemory(d, object, `${at}: free the object`);
  },

  *drain(d, at) {
    let cursor: Pfn = -1;
    const markers = Symbol('markers');
    for (;;) {
      const from = cursor;
      const eraseNext = asking(`${at}: drain`, () => {
        const window = d.deferred.get();
        if (window === null) return null;
        const found = nextMarker(d, Math.max(from, window.lo), window.hi);
        if (found === null) {
          setWindow(d, null);
          return null;
        }
        if (d.tree.erase(found.lo, found.hi)) return found;
        setWindow(d, { lo: found.lo, hi: window.hi });
        return null;
      });
      const erased: Range | null = yield atLoopHead(markers, eraseNext, from);
      if (erased === null) return;
      cursor = erased.hi + 1;
    }
  },

  *find(d, pfn) {
    return yield* findObject(d, pfn, MARKER);
  },

  *reserve(d, lo, hi) {
    const bad = checkReservable(d, lo, hi);
    if (bad !== null) return yield bad;
    yield d.lock.lockIrqsave('reserve_iova: lock');
    yield* this.drain(d, 'reserve_iova');
    const outcome: Outcome = yield* reserveWhole(d, { lo, hi }, (range, object) =>
      d.tree.store(range.lo, range.hi, object),
    );
    yield d.lock.unlock('reserve_iova: unlock');
    return outcome;
  },

  *put(d) {
    yield d.lock.lockIrqsave('put_iova_domain: lock');
    yield step('put_iova_domain: free every object of the tree', () => {
      for (let at = d.tree.next(0); at !== null; at = d.tree.next(at.hi + 1)) {
        if (at.value !== MARKER) d.objects.free(at.value);
      }
      d.tree.destroy();
    });
    yield d.lock.unlock('put_iova_domain: unlock');
    return DONE;
  },

  dump(d) {
    const entries = [...d.tree.entries()];
    const pairs = (marked: boolean): (readonly [Pfn, Pfn])[] =>
      entries
        .filter((entry) => (entry.value === MARKER) === marked)
        .map((entry) => [entry.lo, entry.hi]);
    const window = d.deferred.get();
    return {
      ranges: pairs(false),
      deferred: pairs(true),
      ...(window === null ? {} : { deferred_span: [window.lo, window.hi] }),
    };
  },
};

function setWindow(d: MarkerDomain, span: Range | null): void {
  d.deferred.set(span);
  d.kernel.emit({ kind: 'window', span });
}

/** The lowest marker that begins at `from` or above and not above `to`; live ranges are passed. */
function nextMarker(d: MarkerDomain, from: Pfn, to: Pfn): Range | null {
  for (let at = d.tree.next(from); at !== null && at.lo <= to; at = d.tree.next(at.hi + 1)) {
    if (at.value === MARKER) return { lo: at.lo, hi: at.hi };
  }
  return null;
}
