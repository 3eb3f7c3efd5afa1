import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import type { Magazine } from '../caches/cpu-cache.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushSkipsBehindEmpty: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'If the loaded magazine of a CPU is empty, the other one is not emptied either.',
  realistic:
    'What is pushed goes into the loaded one first, so an empty one seems to say that ' +
    'there is nothing.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=3,classes=2,stock=4,refusals=0',
  design: {
    ...hardened,
    name: 'flush-skips-behind-empty',
    *freeCpuCaches(d, cpu) {
      const caches = cachesOf(d);
      for (const { order } of caches.depots) {
        const cache = caches.of(order, cpu);
        yield cache.lock.lockIrqsave('free_cpu_cached_iovas: lock the cache');
        const pfns: Magazine = yield step('free_cpu_cached_iovas: loaded and prev', () => {
          const { loaded, prev } = cache.get();
          if (loaded === null || loaded.length === 0) return [];
          cache.set([], []);
          return [...loaded, ...(prev ?? [])];
        });
        if (pfns.length > 0) yield* this.freeMagazine(d, pfns);
        yield cache.lock.unlock('free_cpu_cached_iovas: unlock the cache');
      }
    },
  },
};
