import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushWithIrqsOn: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A flush takes the locks of caches with interrupts on.',
  realistic: 'A flush does not run in interrupts, but an interrupt on its CPU may want the cache.',
  caughtBy: 'LCK-1',
  base: hardened,
  scope:
    'cpus=1,irqs=1,requests=cached,reserve=off,teardown=off,magazine=1,stock=1,pages=2,refusals=0',
  design: {
    ...hardened,
    name: 'flush-with-irqs-on',
    *freeCpuCaches(d, cpu) {
      const caches = cachesOf(d);
      let order = 0;
      yield* stepsChanged(hardened.freeCpuCaches.call(this, d, cpu), (own) => {
        if (own.at !== 'free_cpu_cached_iovas: lock the cache') return own;
        order += 1;
        return caches.of(order - 1, cpu).lock.lock(own.at);
      });
    },
  },
};
