import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const keepsWhatItFlushed: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The ranges of a magazine are removed, and the magazine is not emptied.',
  realistic:
    'That the removal of the ranges and the size of the magazine are two things is ' +
    'easily overlooked.',
  caughtBy: 'OWN-3',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=4,refusals=0',
  design: {
    ...hardened,
    name: 'keeps-what-it-flushed',
    freeCpuCaches(d, cpu) {
      const caches = cachesOf(d);
      let order = -1;
      return stepsChanged(hardened.freeCpuCaches.call(this, d, cpu), (own) => {
        if (own.at.endsWith(': lock the cache')) order += 1;
        if (own.at.endsWith(': prev is empty')) return null;
        const cache = caches.of(order, cpu);
        return own.at.endsWith(': prev') ? step(own.at, () => cache.get().prev) : own;
      });
    },
  },
};
