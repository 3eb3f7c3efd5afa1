import type { Pfn } from '../../model/range.ts';
import { fastSizePages, sizeClassOf } from '../../model/size-class.ts';
import type { CpuCache, Magazine } from '../caches/cpu-cache.ts';
import type { Jiffies } from '../kernel/clock.ts';
import { asking, type Coroutine, step } from '../kernel/effect.ts';
import { labelOf } from '../kernel/label.ts';
import { DONE } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { cacheLifetime } from './cache-lifetime.ts';
import { type Domain, granted } from './design.ts';
import { cachesOf, type CachingDesign, type FastPath } from './fast-path-design.ts';

/** The function that gives a magazine back, as labels name it. */
export const FREE_PFNS = 'iova_magazine_free_pfns';

/** The delay of the work that trims a depot. */
const TRIM_JIFFIES: Jiffies = 100;

const GET = '__iova_rcache_get';
const INSERT = '__iova_rcache_insert';
const FREE_CPU = 'free_cpu_cached_iovas';
const FREE_GLOBAL = 'free_global_cached_iovas';
/** The function of the work of a depot, as labels name it. */
export const TRIM = 'iova_depot_work_func';

/** What a full pair of magazines leads to: memory was refused, or where the loaded one goes. */
type Replacing = 'refused' | 'to the depot' | 'to prev';

/** All of the fast path but what depends on the design. */
type SharedPath = Omit<FastPath<Domain>, 'magazines' | 'freeMagazine'>;

/** The fast path that all designs share. */
export const fastPath: SharedPath & ThisType<CachingDesign> = {
  ...cacheLifetime,

  *allocFast(d, { sizePages: asked, limit, flush }) {
    const sizePages = fastSizePages(asked);
    const cached: Pfn = yield* this.cacheGet(d, sizePages, limit);
    if (cached !== 0) return granted({ lo: cached, hi: cached + sizePages - 1 });
    const request = { fn: 'alloc', sizePages, limit, aligned: true } as const;
    const outcome = yield* this.alloc(d, request);
    if (outcome.kind !== 'refused' || !flush) return outcome;
    yield* this.flush(d);
    return yield* this.alloc(d, request);
  },

  *freeFast(d, pfn, sizePages) {
    const order = sizeClassOf(sizePages);
    const isCached = order < cachesOf(d).orders && (yield* this.cacheInsert(d, pfn, order));
    return isCached ? DONE : yield* this.free(d, pfn);
  },

  *cacheGet(d, sizePages, limit) {
    const caches = cachesOf(d);
    const order = sizeClassOf(sizePages);
    if (order >= caches.orders) return 0;
    const cpu: number = yield step(labelOf(GET, 'which CPU'), () => caches.thisCpu);
    const cache = caches.of(order, cpu);
    const take = (): Pfn => this.pop(d, cache, this.threshold(limit, sizePages));
    yield cache.lock.lockIrqsave(labelOf(GET, 'lock the cache'));
    let found: Pfn | null = yield step(labelOf(GET, 'pop'), () => {
      if (this.reload(d, cache)) return take();
      return this.takesIn(d, cache) ? null : 0;
    });
    if (found === null) {
      const depot = caches.depot(order);
      yield depot.lock.lock(labelOf(GET, 'lock the depot'));
      const isLoaded: boolean = yield step(labelOf(GET, 'take a magazine of the depot'), () => {
        const magazine = depot.pop();
        if (magazine === null) return false;
        const { loaded, prev } = cache.get();
        if (loaded !== null) caches.memory.free('magazine');
        cache.set(magazine, prev);
        return true;
      });
      yield depot.lock.unlock(labelOf(GET, 'unlock the depot'));
      found = isLoaded ? yield step(labelOf(GET, 'pop'), take) : 0;
    }
    yield cache.lock.unlock(labelOf(GET, 'unlock the cache'));
    return found ?? 0;
  },

  takesIn() {
    return true;
  },

  threshold(limit, sizePages) {
    // The difference is unsigned: below 0 it is huge. So is that of ~0UL, where the sum wraps.
    if (limit >= Number.MAX_SAFE_INTEGER) return Infinity;
    return limit + 1 < sizePages ? Infinity : limit + 1 - sizePages;
  },

  reload(_d, cache) {
    const { loaded, prev } = cache.get();
    if (loaded !== null && loaded.length > 0) return true;
    if (prev === null || prev.length === 0) return false;
    cache.set(prev, loaded);
    return true;
  },

  pop(d, cache, threshold) {
    const { loaded, prev } = cache.get();
    const pfns = loaded ?? [];
    const at = pfns.findLastIndex((pfn) => pfn <= threshold);
    const pfn = pfns[at];
    if (pfn === undefined) return 0;
    const last = pfns.length - 1;
    const rest = pfns.slice(0, last);
    if (at < last) rest[at] = pfns[last] as Pfn;
    cache.set(rest, prev);
    const range = { lo: pfn, hi: pfn + 2 ** cache.order - 1 };
    d.kernel.emit({ kind: 'uncached', range, call: d.kernel.call });
    return pfn;
  },

  *cacheInsert(d, pfn, order) {
    const caches = cachesOf(d);
    const cpu: number = yield step(labelOf(INSERT, 'which CPU'), () => caches.thisCpu);
    const cache = caches.of(order, cpu);
    yield cache.lock.lockIrqsave(labelOf(INSERT, 'lock the cache'));
    let isCached: boolean | null = yield step(labelOf(INSERT, 'push'), () =>
      this.takesIn(d, cache) ? this.push(d, cache, pfn) : null,
    );
    if (isCached === false) {
      const replacing: Replacing = yield asking(labelOf(INSERT, 'magazine'), () => {
        if (!caches.memory.allocate('magazine')) return 'refused';
        const { loaded, prev } = cache.get();
        return loaded === null || prev === null ? 'to prev' : 'to the depot';
      });
      if (replacing === 'to the depot') {
        const depot = caches.depot(order);
        yield depot.lock.lock(labelOf(INSERT, 'lock the depot'));
        yield step(labelOf(INSERT, 'push onto the depot'), () => {
          const { loaded } = cache.get();
          if (loaded !== null) depot.push(loaded);
        });
        yield depot.lock.unlock(labelOf(INSERT, 'unlock the depot'));
        yield step(labelOf(INSERT, 'schedule_delayed_work'), () => this.armTrim(d, depot));
      }
      isCached = replacing !== 'refused';
      if (isCached) {
        yield step(labelOf(INSERT, 'push into a new magazine'), () =>
          this.pushIntoNew(d, cache, pfn),
        );
      }
    }
    yield cache.lock.unlock(labelOf(INSERT, 'unlock the cache'));
    return isCached === true;
  },

  push(d, cache, pfn) {
    const { loaded, prev } = cache.get();
    const { capacity } = cachesOf(d);
    if (loaded !== null && loaded.length < capacity) cache.set([...loaded, pfn], prev);
    else if (prev !== null && prev.length < capacity) cache.set([...prev, pfn], loaded);
    else return false;
    tellCached(d, cache, pfn);
    return true;
  },

  pushIntoNew(d, cache, pfn) {
    const { loaded, prev } = cache.get();
    cache.set([pfn], prev ?? loaded);
    tellCached(d, cache, pfn);
  },

  armTrim(_d, depot) {
    depot.work.schedule(TRIM_JIFFIES);
  },

  *flush(d) {
    const { cpus, online } = cachesOf(d);
    for (let cpu = 0; cpu < cpus; cpu += 1) {
      const isOnline: boolean = yield step('alloc_iova_fast: next online CPU', () => {
        if (cpu === 0) d.kernel.emit({ kind: 'flushed', call: d.kernel.call });
        return online.has(cpu);
      });
      if (isOnline) yield* this.freeCpuCaches(d, cpu);
    }
    yield* this.freeDepots(d);
  },

  *freeCpuCaches(d, cpu) {
    const caches = cachesOf(d);
    for (let order = 0; order < caches.orders; order += 1) {
      const cache = caches.of(order, cpu);
      yield cache.lock.lockIrqsave(labelOf(FREE_CPU, 'lock the cache'));
      const loaded: Magazine | null = yield step(labelOf(FREE_CPU, 'loaded'), () => {
        return cache.get().loaded;
      });
      if (loaded !== null) yield* this.freeMagazine(d, loaded);
      const prev: Magazine | null = yield step(labelOf(FREE_CPU, 'prev'), () => {
        const magazines = cache.get();
        cache.set(loaded === null ? null : [], magazines.prev);
        return magazines.prev;
      });
      if (prev !== null) {
        yield* this.freeMagazine(d, prev);
        yield step(labelOf(FREE_CPU, 'prev is empty'), () => cache.set(cache.get().loaded, []));
      }
      yield cache.lock.unlock(labelOf(FREE_CPU, 'unlock the cache'));
    }
  },

  *freeDepots(d) {
    const caches = cachesOf(d);
    for (const depot of caches.depots) {
      yield depot.lock.lockIrqsave(labelOf(FREE_GLOBAL, 'lock the depot'));
      for (;;) {
        const magazine: Magazine | null = yield step(labelOf(FREE_GLOBAL, 'next magazine'), () =>
          depot.pop(),
        );
        if (magazine === null) break;
        yield* this.freeMagazine(d, magazine);
        yield step(labelOf(FREE_GLOBAL, 'free the magazine'), () => caches.memory.free('magazine'));
      }
      yield depot.lock.unlock(labelOf(FREE_GLOBAL, 'unlock the depot'));
    }
  },

  *trim(d, order) {
    const caches = cachesOf(d);
    const depot = caches.depot(order);
    yield depot.lock.lockIrqsave(labelOf(TRIM, 'lock the depot'));
    const magazine: Magazine | null = yield step(labelOf(TRIM, 'take a magazine'), () =>
      this.isDepotLarge(d, depot) ? depot.pop() : null,
    );
    yield depot.lock.unlock(labelOf(TRIM, 'unlock the depot'));
    if (magazine === null) return DONE;
    yield* this.freeMagazine(d, magazine);
    yield step(labelOf(TRIM, 'schedule_delayed_work'), () => {
      caches.memory.free('magazine');
      this.armTrim(d, depot);
    });
    return DONE;
  },

  isDepotLarge(d, depot) {
    return depot.size > cachesOf(d).online.count;
  },

  *offline(d, cpu) {
    yield cachesOf(d).online.takeDown(cpu, 'cpu_down: set_cpu_online');
    yield* this.freeCpuCaches(d, cpu);
    return DONE;
  },

  *online(d, cpu) {
    yield step('cpu_up: set_cpu_online', () => cachesOf(d).online.set(cpu, true));
    return DONE;
  },
};

function tellCached(d: Domain, { order }: CpuCache, pfn: Pfn): void {
  const range = { lo: pfn, hi: pfn + 2 ** order - 1 };
  d.kernel.emit({ kind: 'cached', range, call: d.kernel.call });
}

/** The WARN for a cached page that no range holds. */
export function warnOfUnknown(d: Domain): void {
  d.kernel.log.warn('iova_magazine_free_pfns: no range holds a cached pfn');
}

/** The parts of a design that `removingPath` calls. */
type RemovingParts = CachingDesign & {
  lookUp(d: Domain, pfn: Pfn): Ptr | null;
  remove(d: Domain, object: Ptr, at: string): Coroutine<void>;
};

/**
 * The fast path of a design in which one function removes a range for good, lock held: a magazine
 * is freed in one critical section.
 */
export const removingPath: FastPath<Domain> & ThisType<RemovingParts> = {
  ...fastPath,

  magazines: 'at once',

  *freeMagazine(d, pfns) {
    yield d.lock.lockIrqsave(labelOf(FREE_PFNS, 'lock'));
    for (const pfn of pfns) {
      const object: Ptr | null = yield step(labelOf(FREE_PFNS, 'look up'), () => {
        const found = this.lookUp(d, pfn);
        if (found === null) warnOfUnknown(d);
        return found;
      });
      if (object !== null) yield* this.remove(d, object, FREE_PFNS);
    }
    yield d.lock.unlock(labelOf(FREE_PFNS, 'unlock'));
  },
};
