import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import { sizeClassOf } from '../../model/size-class.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const depotKeepsWhatItGives: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'An allocation loads the top magazine of the depot, which stays in the depot.',
  realistic: 'The head of the list is read, and not moved on.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,stock=3,refusals=0,calls=4',
  design: {
    ...hardened,
    name: 'depot-keeps-what-it-gives',
    cacheGet(d, sizePages, limit) {
      const order = sizeClassOf(sizePages);
      const depot = cachesOf(d).depot(order);
      return stepsChanged(hardened.cacheGet.call(this, d, sizePages, limit), (own) => {
        if (own.at !== '__iova_rcache_get: take a magazine of the depot') return own;
        return step(own.at, () => {
          const top = depot.pop();
          if (top === null) return false;
          depot.push(top);
          const isLoaded = own.apply();
          depot.push(top);
          return isLoaded;
        });
      });
    },
  },
};
