import type { AllocRequest } from '../../model/call.ts';
import { alignmentPages } from '../../model/gap-contract.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { DONE, type Outcome } from '../kernel/routine.ts';
import { step } from '../kernel/effect.ts';
import { Guarded } from '../kernel/guarded.ts';
import type { Ptr } from '../kernel/slab.ts';
import { OrderedMap } from '../tree/ordered-map.ts';
import { type Design, type Domain, granted, is32Bit, rangeOf, refused } from './design.ts';
import { allocateObject, checkReservable, freeObjectMemory, initDomain } from './domain.ts';

/** The node at [~0, ~0] that is always last in the rbtree. */
export const ANCHOR: Ptr = -1;

/** `struct iova_domain` of Linux 7.3-rc7. */
export interface MainlineDomain extends Domain {
  readonly tree: OrderedMap;
  /** `cached_node`, `cached32_node`: where the next search begins. */
  readonly cached: Guarded<Ptr>;
  readonly cached32: Guarded<Ptr>;
}

interface MainlineSteps {
  /** Hint, search and insertion, inside the critical section. */
  place(d: MainlineDomain, request: AllocRequest, object: Ptr): Outcome;
  /** Next fit downwards with one wrap: the position, or null. */
  search(d: MainlineDomain, request: AllocRequest): Range | null;
  /** `remove_iova()`: the pointers, the hint and the erase. */
  remove(d: MainlineDomain, object: Ptr): void;
  /** The scan of `reserve_iova()`: what is left to cover, or the bounds of what covers it all. */
  extendOverlapped(d: MainlineDomain, wanted: Range): { left: Range; covering: Range | null };
}

/** The rbtree allocator of Linux 7.3-rc7: an erase never needs memory, nothing is deferred. */
export const mainline: Design<MainlineDomain> & MainlineSteps = {
  name: 'mainline',
  policy: null,
  traits: {
    defers: false,
    retriesByWork: false,
    lists: false,
    window: false,
    gap: 'tight',
    recoveryJiffies: 0,
    retryDelaysJiffies: [],
  },

  init(kernel, setup) {
    const base = initDomain(kernel, setup, 'iova_rbtree_lock');
    return {
      ...base,
      tree: new OrderedMap(kernel, base.lock, base.objects),
      cached: new Guarded(kernel, base.lock, 'cached_node', ANCHOR),
      cached32: new Guarded(kernel, base.lock, 'cached32_node', ANCHOR),
    };
  },

  *alloc(d, request) {
    const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
    if (object === null) return refused('alloc_iova: object refused');
    yield d.lock.lockIrqsave('__alloc_and_insert_iova_range: lock');
    const outcome: Outcome = yield step('__alloc_and_insert_iova_range: search and insert', () =>
      this.place(d, request, object),
    );
    yield d.lock.unlock('__alloc_and_insert_iova_range: unlock');
    if (outcome.kind === 'refused') {
      yield freeObjectMemory(d, object, 'alloc_iova: free the object');
    }
    return outcome;
  },

  place(d, request, object) {
    const { sizePages, limit } = request;
    if (is32Bit(d, limit) && sizePages >= d.max32.get()) {
      return refused(`__alloc_and_insert_iova_range: max32 forbids <- ${d.max32.writtenAt}`);
    }
    const found = this.search(d, request);
    if (found === null) {
      d.max32.set(sizePages, '__alloc_and_insert_iova_range: search failed');
      return refused('__alloc_and_insert_iova_range: search failed');
    }
    d.objects.write(object, 'lo', found.lo);
    d.objects.write(object, 'hi', found.hi);
    d.tree.insert(object);
    if (found.hi < d.space.dma32) d.cached32.set(object);
    else d.cached.set(object);
    return granted(found);
  },

  search(d, request) {
    const { sizePages } = request;
    const align = alignmentPages(request);
    const limit = request.limit >= Number.MAX_SAFE_INTEGER ? 0 : request.limit + 1;
    const start = (is32Bit(d, request.limit) ? d.cached32 : d.cached).get();
    const descend = (from: Pfn, lowest: Pfn): Range | null => {
      for (let high = Math.min(limit, from); ;) {
        const candidate = Math.floor((high - sizePages) / align) * align;
        const below = d.tree.below(high);
        const fits = below === null || candidate > d.objects.read(below, 'hi');
        if (fits || candidate < lowest) {
          if (high < sizePages || candidate < lowest) return null;
          return { lo: candidate, hi: candidate + sizePages - 1 };
        }
        high = Math.min(limit, d.objects.read(below, 'lo'));
      }
    };
    const startRange = start === ANCHOR ? null : rangeOf(d, start);
    const first = descend(startRange?.lo ?? Infinity, d.space.startPfn);
    if (first !== null || startRange === null || startRange.hi >= limit) return first;
    return descend(limit, startRange.hi + 1);
  },

  *free(d, pfn) {
    yield d.lock.lockIrqsave('free_iova: lock');
    const removed: [Ptr, Range] | null = yield step('free_iova: find and remove_iova', () => {
      const object = d.tree.find(pfn);
      if (object === null) return null;
      const range = rangeOf(d, object);
      this.remove(d, object);
      return [object, range];
    });
    yield d.lock.unlock('free_iova: unlock');
    if (removed === null) return DONE;
    yield freeObjectMemory(d, removed[0], 'free_iova: free the object');
    return { kind: 'done', range: removed[1] };
  },

  *freeObject(d, object) {
    yield d.lock.lockIrqsave('__free_iova: lock');
    yield step('__free_iova: remove_iova', () => this.remove(d, object));
    yield d.lock.unlock('__free_iova: unlock');
    yield freeObjectMemory(d, object, '__free_iova: free the object');
    return DONE;
  },

  remove(d, object) {
    const { lo, hi } = rangeOf(d, object);
    const lowest = (at: Ptr): Pfn => (at === ANCHOR ? Infinity : d.objects.read(at, 'lo'));
    const next = d.tree.successor(object) ?? ANCHOR;
    const cached32 = d.cached32.get();
    if (object === cached32 || (hi < d.space.dma32 && lo >= lowest(cached32))) {
      d.cached32.set(next);
    }
    if (lo < d.space.dma32) d.max32.set(d.space.dma32);
    if (lo >= lowest(d.cached.get())) d.cached.set(next);
    d.tree.erase(object);
  },

  *find(d, pfn) {
    yield d.lock.lockIrqsave('find_iova: lock');
    const found: Ptr | null = yield step('find_iova: look up', () => d.tree.find(pfn));
    yield d.lock.unlock('find_iova: unlock');
    return found;
  },

  *reserve(d, lo, hi) {
    const bad = checkReservable(d, lo, hi);
    if (bad !== null) return yield bad;
    yield d.lock.lockIrqsave('reserve_iova: lock');
    const { left, covering }: { left: Range; covering: Range | null } = yield step(
      'reserve_iova: extend what overlaps',
      () => this.extendOverlapped(d, { lo, hi }),
    );
    let outcome: Outcome = { kind: 'done', range: covering ?? left };
    if (covering === null) {
      const object: Ptr | null = yield allocateObject(d, 'reserve_iova: object');
      if (object === null) outcome = refused('reserve_iova: object refused');
      else {
        yield step('reserve_iova: insert', () => {
          d.objects.write(object, 'lo', left.lo);
          d.objects.write(object, 'hi', left.hi);
          d.tree.insert(object);
        });
      }
    }
    yield d.lock.unlock('reserve_iova: unlock');
    return outcome;
  },

  extendOverlapped(d, wanted) {
    let { lo } = wanted;
    let met = false;
    for (const object of d.tree.walk()) {
      const node = rangeOf(d, object);
      if (node.lo > wanted.hi || node.hi < lo) {
        if (met) break;
        continue;
      }
      if (lo < node.lo) d.tree.extendDown(object, lo);
      if (wanted.hi > node.hi) lo = node.hi + 1;
      else return { left: { lo, hi: wanted.hi }, covering: rangeOf(d, object) };
      met = true;
    }
    return { left: { lo, hi: wanted.hi }, covering: null };
  },

  *put(d) {
    yield step('put_iova_domain: free every range object', () => {
      for (const object of d.tree.objects()) d.objects.free(object);
    });
    return DONE;
  },

  dump(d) {
    const name = (at: Ptr): Pfn | 'anchor' => (at === ANCHOR ? 'anchor' : rangeOf(d, at).lo);
    return {
      ranges: d.tree.objects().map((object) => {
        const { lo, hi } = rangeOf(d, object);
        return [lo, hi];
      }),
      cached: name(d.cached.get()),
      cached32: name(d.cached32.get()),
    };
  },
};
