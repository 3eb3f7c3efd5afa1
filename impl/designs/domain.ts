import type { Pfn } from '../../model/range.ts';
import type { Outcome } from '../kernel/routine.ts';
import { asking, type Effect, step } from '../kernel/effect.ts';
import { Guarded } from '../kernel/guarded.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { LOCK_RANKS } from '../kernel/lock-ranks.ts';
import { RangeCaches } from '../caches/range-caches.ts';
import { type Ptr, Slab } from '../kernel/slab.ts';
import { Spinlock } from '../kernel/spinlock.ts';
import { type Domain, refused, type Setup } from './design.ts';

/** The function in which every design allocates, as labels name it. */
export const PLACE = '__alloc_and_insert_iova_range';

/** PAGE_SIZE of the simulated machine, in bytes. */
const PAGE_SIZE = 4096;

/**
 * The part of `init_iova_domain()` that all designs share. A design adds its fields to what this
 * returns: a spread would give V8 another layout for each domain, which makes random runs slow.
 * @throws RangeError where the kernel hits a BUG: the granule is no power of two, or above a page
 */
export function initDomain(kernel: Kernel, setup: Setup, lockName: string): Domain {
  const { granule, space } = setup;
  if (granule < 1 || granule > PAGE_SIZE || !Number.isInteger(Math.log2(granule))) {
    throw new RangeError(`BUG in init_iova_domain: granule ${granule}`);
  }
  const lock = new Spinlock(kernel, lockName, LOCK_RANKS.tree);
  const { caches = null } = setup;
  return {
    kernel,
    space,
    granule,
    lock,
    objects: new Slab(kernel),
    max32: new Guarded(kernel, lock, 'max32', space.dma32),
    work: null,
    caches: caches === null ? null : new RangeCaches(kernel, caches),
  };
}

/** `alloc_iova_mem()`: returns a range object, or null if memory is refused. */
export function allocateObject(d: Domain, at: string): Effect {
  return asking(at, () => d.objects.allocate());
}

/** `free_iova_mem()`: frees a range object. */
export function freeObjectMemory(d: Domain, object: Ptr, at: string): Effect {
  return step(at, () => d.objects.free(object));
}

/**
 * The step that refuses a reservation beyond the last pfn that a 64-bit address can name; null: the
 * bounds are fine.
 */
export function checkReservable(d: Domain, lo: Pfn, hi: Pfn): Effect | null {
  const lastPfn = 2 ** 64 / d.granule - 1;
  if (lo <= lastPfn && hi <= lastPfn) return null;
  return step('reserve_iova: out of range', (): Outcome => {
    d.kernel.log.warn('reserve_iova: range beyond the address space');
    return refused('reserve_iova: out of range');
  });
}
