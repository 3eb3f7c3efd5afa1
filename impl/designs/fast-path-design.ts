import type { FastAllocRequest } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';
import type { CpuCache, Magazine } from '../caches/cpu-cache.ts';
import type { Depot } from '../caches/depot.ts';
import type { RangeCaches } from '../caches/range-caches.ts';
import type { Coroutine } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Design, Domain } from './design.ts';

/**
 * The fast path: allocations and frees by way of the caches, and what empties the caches. Only a
 * domain with caches takes these steps. The parts run inside a step, with the lock of what they
 * change held.
 */
export interface FastPath<D extends Domain> {
  /** Whether each CPU gets its magazines when the caches are set up, or when it needs them. */
  readonly magazines: 'at once' | 'on demand';
  /** `alloc_iova_fast()` */
  allocFast(d: D, request: FastAllocRequest): Coroutine<Outcome>;
  /** `free_iova_fast()`; nothing checks that a range of that size begins there. */
  freeFast(d: D, pfn: Pfn, sizePages: number): Coroutine<Outcome>;
  /** `iova_domain_init_rcaches()`: sets the caches up; refused: everything was given back. */
  initCaches(d: D): Coroutine<Outcome>;
  /** The caches' part of the teardown. */
  putCaches(d: D): Coroutine<void>;
  /** The CPU goes offline; then `iova_cpuhp_dead()` empties its caches. */
  offline(d: D, cpu: number): Coroutine<Outcome>;
  /** The CPU comes back. */
  online(d: D, cpu: number): Coroutine<Outcome>;
  /** The function of the work of a depot: gives one magazine back if there are many. */
  trim(d: D, order: number): Coroutine<Outcome>;

  /** `iova_rcache_get()`: returns the first page of a cached range; 0: there is none that fits. */
  cacheGet(d: D, sizePages: number, limit: Pfn): Coroutine<Pfn>;
  /** `iova_rcache_insert()`: false: it is not cached, since a magazine was refused. */
  cacheInsert(d: D, pfn: Pfn, order: number): Coroutine<boolean>;
  /** Gives back all that online CPUs and depots cache. */
  flush(d: D): Coroutine<void>;
  /** `free_cpu_cached_iovas()` */
  freeCpuCaches(d: D, cpu: number): Coroutine<void>;
  /** `free_global_cached_iovas()` */
  freeDepots(d: D): Coroutine<void>;
  /** `iova_magazine_free_pfns()`: removes the ranges that begin at these pages. */
  freeMagazine(d: D, pfns: Magazine): Coroutine<void>;
  /** `free_iova_rcaches()`: gives back the memory of the caches. */
  freeCaches(d: D): Coroutine<void>;

  /** The highest page at which a cached range may begin that is handed out. */
  threshold(limit: Pfn, sizePages: number): Pfn;
  /** Whether ranges may come into that cache, from a free or from the depot, lock held. */
  takesIn(d: D, cache: CpuCache): boolean;
  /** Makes `loaded` a magazine with something in it, without the depot; false: there is none. */
  reload(d: D, cache: CpuCache): boolean;
  /** `iova_magazine_pop()`: takes a page up to `threshold` out of `loaded`; 0: there is none. */
  pop(d: D, cache: CpuCache, threshold: Pfn): Pfn;
  /** Pushes a page into `loaded` or `prev`; false: both are full. */
  push(d: D, cache: CpuCache, pfn: Pfn): boolean;
  /** `loaded` makes room for a new magazine with that page. */
  pushIntoNew(d: D, cache: CpuCache, pfn: Pfn): void;
  /** Arms the work of a depot. */
  armTrim(d: D, depot: Depot): void;
  /** Whether the depot has more magazines than it should keep. */
  isDepotLarge(d: D, depot: Depot): boolean;
}

/** A design with a fast path. */
export interface CachingDesign<D extends Domain = Domain> extends Design<D>, FastPath<D> {}

/** The caches of a domain that is set up with some. */
export function cachesOf(d: Domain): RangeCaches {
  if (d.caches === null) throw new Error('the domain has no caches');
  return d.caches;
}
