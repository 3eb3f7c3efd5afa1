import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const asksTwiceWhichCpu: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'A free locks the cache of one CPU, and pushes into that of the CPU on which it runs by then.',
  realistic: 'this_cpu_ptr() is written twice, and a task may migrate in between.',
  caughtBy: 'LCK-1',
  base: hardened,
  scope: 'cpus=2,requests=cached,hotplug=on,reserve=off,teardown=off,refusals=0,magazine=1,calls=3',
  design: {
    ...hardened,
    name: 'asks-twice-which-cpu',
    cacheInsert(d, pfn, order) {
      const caches = cachesOf(d);
      return stepsChanged(hardened.cacheInsert.call(this, d, pfn, order), (own) => {
        if (own.at !== '__iova_rcache_insert: push') return own;
        return step(own.at, () => {
          const cache = caches.of(order, caches.thisCpu);
          return this.takesIn(d, cache) ? this.push(d, cache, pfn) : null;
        });
      });
    },
  },
};
