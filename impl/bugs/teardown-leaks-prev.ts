import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const teardownLeaksPrev: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The teardown frees the loaded magazine of each CPU, but not the other one.',
  realistic: 'The second pointer has the same type and nothing refers to it any more.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,magazine=1,refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'teardown-leaks-prev',
    *freeCaches(d) {
      const caches = cachesOf(d);
      yield step('free_iova_rcaches: forget prev', () => {
        for (const { order } of caches.depots) {
          for (let cpu = 0; cpu < caches.cpus; cpu += 1) {
            const { loaded } = caches.of(order, cpu).dismantle();
            caches.of(order, cpu).install(loaded, null);
          }
        }
      });
      yield* hardened.freeCaches.call(this, d);
    },
  },
};
