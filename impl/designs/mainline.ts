import { labelOf } from '../kernel/label.ts';
import { alignmentPages } from '../../model/gap-contract.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { DONE, type Outcome } from '../kernel/routine.ts';
import { step } from '../kernel/effect.ts';
import { Guarded } from '../kernel/guarded.ts';
import type { Ptr } from '../kernel/slab.ts';
import { OrderedMap } from '../tree/ordered-map.ts';
import { granted, is32Bit, rangeOf, refused } from './design.ts';
import { allocateObject, checkReservable, freeObjectMemory, initDomain, PLACE } from './domain.ts';
import { fastPath, FREE_PFNS, warnOfUnknown } from './fast-path.ts';
import { hintForbids, resetHint } from './hint.ts';
import { ANCHOR, type MainlineDesign, type MainlineDomain } from './mainline-design.ts';

/** The rbtree allocator of Linux 7.3-rc7: an erase never needs memory, so nothing is deferred. */
export const mainline: MainlineDesign = {
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
    longestDelaysJiffies: [],
    warns: null,
  },

  init(kernel, setup) {
    const base = initDomain(kernel, setup, 'iova_rbtree_lock');
    return Object.assign(base, {
      tree: new OrderedMap(kernel, base.lock, base.objects),
      cached: new Guarded(kernel, base.lock, 'cached_node', ANCHOR),
      cached32: new Guarded(kernel, base.lock, 'cached32_node', ANCHOR),
    });
  },

  *alloc(d, request) {
    const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
    if (object === null) return refused('alloc_iova: object refused');
    yield d.lock.lockIrqsave(labelOf(PLACE, 'lock'));
    const outcome: Outcome = yield step(labelOf(PLACE, 'search and insert'), () =>
      this.place(d, request, object),
    );
    yield d.lock.unlock(labelOf(PLACE, 'unlock'));
    if (outcome.kind === 'refused') {
      yield freeObjectMemory(d, object, 'alloc_iova: free the object');
    }
    return outcome;
  },

  place(d, request, object) {
    if (this.hintForbids(d, request)) {
      return refused(`${PLACE}: max32 forbids <- ${d.max32.writtenAt}`);
    }
    const found = this.search(d, request);
    if (found === null) {
      this.searchFailed(d, request);
      return refused(labelOf(PLACE, 'search failed'));
    }
    d.objects.write(object, 'lo', found.lo);
    d.objects.write(object, 'hi', found.hi);
    d.tree.insert(object);
    this.cacheInserted(d, object, found);
    return granted(found);
  },

  hintForbids,

  searchFailed(d, { sizePages }) {
    // Mainline sets the hint whatever the limit was, also for a 64-bit request.
    d.max32.set(sizePages, labelOf(PLACE, 'search failed'));
  },

  search(d, request) {
    const start = this.cachedFor(d, request);
    const startRange = start === ANCHOR ? null : rangeOf(d, start);
    const first = this.descend(d, request, startRange?.lo ?? Infinity, d.space.startPfn);
    return first ?? (startRange === null ? null : this.searchAgain(d, request, startRange));
  },

  cachedFor(d, { limit }) {
    return (is32Bit(d, limit) ? d.cached32 : d.cached).get();
  },

  descend(d, request, from, lowest) {
    const { sizePages } = request;
    const align = alignmentPages(request);
    const limit = exclusive(request.limit);
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
  },

  searchAgain(d, request, start) {
    const limit = exclusive(request.limit);
    return start.hi >= limit ? null : this.descend(d, request, limit, start.hi + 1);
  },

  cacheInserted(d, object, { hi }) {
    if (hi < d.space.dma32) d.cached32.set(object);
    else d.cached.set(object);
  },

  *free(d, pfn) {
    yield d.lock.lockIrqsave('free_iova: lock');
    const removed: [Ptr, Range] | null = yield step('free_iova: find and remove_iova', () => {
      const object = this.lookUp(d, pfn);
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

  lookUp(d, pfn) {
    return d.tree.find(pfn);
  },

  remove(d, object) {
    const range = rangeOf(d, object);
    const next = d.tree.successor(object) ?? ANCHOR;
    if (this.movesCached32(d, object, range)) d.cached32.set(next);
    this.resetHint(d, range);
    if (this.movesCached(d, range)) d.cached.set(next);
    d.tree.erase(object);
  },

  movesCached32(d, object, { lo, hi }) {
    const cached32 = d.cached32.get();
    return object === cached32 || (hi < d.space.dma32 && lo >= lowestOf(d, cached32));
  },

  resetHint,

  movesCached(d, { lo }) {
    return lo >= lowestOf(d, d.cached.get());
  },

  *find(d, pfn) {
    yield d.lock.lockIrqsave('find_iova: lock');
    const found: Ptr | null = yield step('find_iova: look up', () => this.lookUp(d, pfn));
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

  extendOverlapped(d, { lo, hi }) {
    let from = lo;
    let met = false;
    for (const object of d.tree.walk()) {
      const node = rangeOf(d, object);
      if (!this.overlaps(node, from, hi)) {
        if (met) break;
        continue;
      }
      const rest = this.adjustOverlap(d, object, node, { lo: from, hi });
      if (rest === null) return { left: { lo: from, hi }, covering: rangeOf(d, object) };
      from = rest;
      met = true;
    }
    return { left: { lo: from, hi }, covering: null };
  },

  overlaps(node, lo, hi) {
    return node.lo <= hi && node.hi >= lo;
  },

  adjustOverlap(d, object, node, wanted) {
    if (wanted.lo < node.lo) d.tree.extendDown(object, wanted.lo);
    return wanted.hi > node.hi ? node.hi + 1 : null;
  },

  ...fastPath,

  magazines: 'on demand',

  *freeMagazine(d, pfns) {
    yield d.lock.lockIrqsave(labelOf(FREE_PFNS, 'lock'));
    for (const pfn of pfns) {
      yield step(labelOf(FREE_PFNS, 'find and remove_iova'), () => {
        const object = this.lookUp(d, pfn);
        if (object === null) {
          warnOfUnknown(d);
          return;
        }
        this.remove(d, object);
        d.objects.free(object);
      });
    }
    yield d.lock.unlock(labelOf(FREE_PFNS, 'unlock'));
  },

  *put(d) {
    if (d.caches !== null) yield* this.putCaches(d);
    yield step('put_iova_domain: free every range object', () => this.freeRanges(d));
    return DONE;
  },

  freeRanges(d) {
    for (const object of d.tree.objects()) d.objects.free(object);
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

/** `limit_pfn + 1`, which wraps to 0 for ~0UL. */
function exclusive(limit: Pfn): Pfn {
  return limit >= Number.MAX_SAFE_INTEGER ? 0 : limit + 1;
}

/** The first page of the node. The anchor lies above all pages. */
function lowestOf(d: MainlineDomain, node: Ptr): Pfn {
  return node === ANCHOR ? Infinity : d.objects.read(node, 'lo');
}
