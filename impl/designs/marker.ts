import { labelOf } from '../kernel/label.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { DONE, type Outcome } from '../kernel/routine.ts';
import { asking, atLoopHead, step } from '../kernel/effect.ts';
import { Guarded } from '../kernel/guarded.ts';
import type { Ptr } from '../kernel/slab.ts';
import { rangeOf, refused } from './design.ts';
import { allocateObject, checkReservable, freeObjectMemory, PLACE } from './domain.ts';
import { removingPath } from './fast-path.ts';
import { hintForbids, remember32, resetHint } from './hint.ts';
import {
  findObject,
  freeRanges,
  initMapleDomain,
  lookUpLive,
  MARKER,
  storeRange,
} from './maple.ts';
import type { MarkerDesign } from './marker-design.ts';
import { gapParts, placeInGap } from './place-in-gap.ts';
import { overlapped, reserveWhole } from './reserve-whole.ts';

/** Maple tree, revision of 18 August 2026: a refused erase marks the range; a drain retries. */
export const marker: MarkerDesign = {
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
    longestDelaysJiffies: [],
    warns: null,
  },

  init(kernel, setup) {
    const base = initMapleDomain(kernel, setup);
    const deferred = new Guarded(kernel, base.lock, 'deferred_lo/hi', null);
    return Object.assign(base, { deferred });
  },

  *alloc(d, request) {
    const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
    if (object === null) return refused('alloc_iova: object refused');
    yield d.lock.lockIrqsave(labelOf(PLACE, 'lock'));
    yield* this.drain(d, PLACE);
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

  storeRefused() {
    // A store that is refused a node fails the call and leaves max32 alone.
  },

  *free(d, pfn) {
    yield d.lock.lockIrqsave('free_iova: lock');
    const found: [Ptr, Range] | null = yield step('free_iova: look up', () => {
      const object = this.lookUp(d, pfn);
      return object === null ? null : [object, rangeOf(d, object)];
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

  lookUp: lookUpLive,

  *remove(d, object, at) {
    const { erased, range }: { erased: boolean; range: Range } = yield asking(
      labelOf(at, 'remove_iova'),
      () => {
        const leaving = rangeOf(d, object);
        return { erased: this.erase(d, leaving), range: leaving };
      },
    );
    yield* erased ? this.freed(d, object, at) : this.mark(d, object, range, at);
  },

  erase(d, range) {
    this.resetHint(d, range);
    return d.tree.erase(range.lo, range.hi);
  },

  resetHint,

  *freed(d, object, at) {
    yield freeObjectMemory(d, object, labelOf(at, 'free the object'));
    // The erase worked: memory is evidently there.
    yield* this.drain(d, at);
  },

  *mark(d, object, range, at) {
    const marked: boolean = yield asking(labelOf(at, 'mark in place'), () => {
      if (!d.tree.overwrite(range.lo, range.hi, MARKER)) {
        this.markRefused(d);
        return false;
      }
      const { call, place } = d.kernel;
      this.setWindow(d, this.windowWith(d, range));
      d.kernel.emit({ kind: 'deferred', range, call, at: place });
      return true;
    });
    if (marked) yield freeObjectMemory(d, object, labelOf(at, 'free the object'));
  },

  markRefused(d) {
    d.kernel.log.warnOnce('remove_iova: no memory to mark a range');
  },

  windowWith(d, { lo, hi }) {
    const window = d.deferred.get();
    return { lo: Math.min(window?.lo ?? lo, lo), hi: Math.max(window?.hi ?? hi, hi) };
  },

  setWindow(d, span) {
    d.deferred.set(span);
    d.kernel.emit({ kind: 'window', span });
  },

  *drain(d, at) {
    let cursor: Pfn = -1;
    const markers = Symbol('markers');
    for (;;) {
      const from = cursor;
      const eraseNext = asking(labelOf(at, 'drain'), () => this.eraseNext(d, from));
      const erased: Range | null = yield atLoopHead(markers, eraseNext, from);
      if (erased === null) return;
      cursor = erased.hi + 1;
    }
  },

  eraseNext(d, from) {
    const window = d.deferred.get();
    if (window === null) return null;
    const found = this.nextMarker(d, Math.max(from, window.lo), window.hi);
    if (found === null) {
      this.drainedAll(d);
      return null;
    }
    if (!d.tree.erase(found.lo, found.hi)) {
      this.drainRefused(d, window, found);
      return null;
    }
    this.drainedOne(d, found);
    return found;
  },

  nextMarker(d, from, to) {
    for (let at = d.tree.next(from); at !== null && at.lo <= to; at = d.tree.next(at.hi + 1)) {
      if (at.value === MARKER) return { lo: at.lo, hi: at.hi };
    }
    return null;
  },

  drainedOne() {
    // The window stays until the drain ends. The 32-bit hint is not reset.
  },

  drainRefused(d, window, { lo }) {
    this.setWindow(d, { lo, hi: window.hi });
  },

  drainedAll(d) {
    this.setWindow(d, null);
  },

  *find(d, pfn) {
    return yield* findObject(this, d, pfn);
  },

  *reserve(d, lo, hi) {
    const bad = checkReservable(d, lo, hi);
    if (bad !== null) return yield bad;
    yield d.lock.lockIrqsave('reserve_iova: lock');
    yield* this.drain(d, 'reserve_iova');
    const outcome = yield* reserveWhole(this, d, { lo, hi });
    yield d.lock.unlock('reserve_iova: unlock');
    return outcome;
  },

  overlapped: (d, wanted) => overlapped(d, wanted, MARKER),

  storeReserved: (d, range, object) => storeRange(d, range, object, 'preallocated'),

  ...removingPath,

  *put(d) {
    if (d.caches !== null) yield* this.putCaches(d);
    yield d.lock.lockIrqsave('put_iova_domain: lock');
    yield step('put_iova_domain: free every object of the tree', () => this.freeRanges(d));
    yield d.lock.unlock('put_iova_domain: unlock');
    return DONE;
  },

  freeRanges,

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
