import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const popLosesTheNewer: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A page that is taken out from below the top of a magazine takes those above it along.',
  realistic: 'The size is set to the index of what was found.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=3,classes=2,stock=3,' +
    'refusals=0,calls=6',
  design: {
    ...hardened,
    name: 'pop-loses-the-newer',
    pop(d, cache, threshold) {
      const { loaded, prev } = cache.get();
      const pfn = hardened.pop.call(this, d, cache, threshold);
      if (pfn !== 0 && loaded !== null) cache.set(loaded.slice(0, loaded.indexOf(pfn)), prev);
      return pfn;
    },
  },
};
