import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import { sizeClassOf } from '../../model/size-class.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const leaksEmptyMagazine: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The empty magazine of a CPU is not given back when one of the depot takes its place.',
  realistic: 'The pointer is overwritten, and nothing crashes.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,magazine=1,stock=3,refusals=0,calls=3',
  design: {
    ...hardened,
    name: 'leaks-empty-magazine',
    cacheGet(d, sizePages, limit) {
      const caches = cachesOf(d);
      const order = sizeClassOf(sizePages);
      let cpu = 0;
      return stepsChanged(hardened.cacheGet.call(this, d, sizePages, limit), (own, before) => {
        if (own.at === '__iova_rcache_get: lock the cache') cpu = before as number;
        if (own.at !== '__iova_rcache_get: take a magazine of the depot') return own;
        return step(own.at, () => {
          const top = caches.depot(order).pop();
          const cache = caches.of(order, cpu);
          if (top !== null) cache.set(top, cache.get().prev);
          return top !== null;
        });
      });
    },
  },
};
