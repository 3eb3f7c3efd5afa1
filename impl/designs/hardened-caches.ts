import type { Magazine } from '../caches/cpu-cache.ts';
import { Flushes } from '../caches/flushes.ts';
import { step } from '../kernel/effect.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { labelOf } from '../kernel/label.ts';
import { DONE } from '../kernel/routine.ts';
import type { Setup } from './design.ts';
import { fastPath, removingPath, TRIM } from './fast-path.ts';
import { cachesOf, type FastPath } from './fast-path-design.ts';
import type { HardenedDesign, HardenedDomain } from './hardened-design.ts';

/** The counter of flushes of a domain with caches; null: it has none. */
export function flushesOf(kernel: Kernel, { caches = null }: Setup): Flushes | null {
  return caches === null ? null : new Flushes(kernel);
}

/**
 * The fast path of `hardened`. A flush finds everything: while one is in progress, nothing moves
 * into a cache that it may have passed. Nothing comes into the cache of a CPU that is offline. No
 * limit is so low that it wraps. And a trim keeps the lock of its depot, so that a flush waits for
 * the magazine in its hands.
 */
export const hardenedPath: FastPath<HardenedDomain> & ThisType<HardenedDesign> = {
  ...removingPath,

  takesIn(d, { cpu }) {
    return d.flushes?.any !== true && cachesOf(d).online.has(cpu);
  },

  threshold(limit, sizePages) {
    // Below 0, nothing fits.
    return limit + 1 - sizePages;
  },

  *flush(d) {
    yield step('alloc_iova_fast: a flush begins', () => d.flushes?.enter());
    yield* fastPath.flush.call(this, d);
    yield step('alloc_iova_fast: the flush ends', () => d.flushes?.leave());
  },

  *trim(d, order) {
    const caches = cachesOf(d);
    const depot = caches.depot(order);
    yield depot.lock.lockIrqsave(labelOf(TRIM, 'lock the depot'));
    const magazine: Magazine | null = yield step(labelOf(TRIM, 'take a magazine'), () =>
      this.isDepotLarge(d, depot) ? depot.pop() : null,
    );
    if (magazine !== null) {
      yield* this.freeMagazine(d, magazine);
      yield step(labelOf(TRIM, 'schedule_delayed_work'), () => {
        caches.memory.free('magazine');
        this.armTrim(d, depot);
      });
    }
    yield depot.lock.unlock(labelOf(TRIM, 'unlock the depot'));
    return DONE;
  },
};
