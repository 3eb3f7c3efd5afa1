import { hardened } from '../designs/hardened.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const teardownLeaksDepots: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The teardown does not free the magazines of the depots.',
  realistic: 'They were part of an array inside of the structure once, and are a list now.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,magazine=1,stock=3,refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'teardown-leaks-depots',
    freeCaches(d) {
      return stepsChanged(hardened.freeCaches.call(this, d), (own) =>
        own.at === 'free_iova_rcaches: free the magazines of the depot' ? null : own,
      );
    },
  },
};
