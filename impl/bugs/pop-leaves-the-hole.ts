import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const popLeavesTheHole: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'A page that is taken out from below the top of a magazine stays, and the top one is lost.',
  realistic: 'The size is lowered and the hole is not filled: right only for the page at the top.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=3,stock=3,refusals=0,calls=6',
  design: {
    ...hardened,
    name: 'pop-leaves-the-hole',
    pop(d, cache, threshold) {
      const { loaded, prev } = cache.get();
      const pfn = hardened.pop.call(this, d, cache, threshold);
      if (pfn !== 0 && loaded !== null) cache.set(loaded.slice(0, -1), prev);
      return pfn;
    },
  },
};
