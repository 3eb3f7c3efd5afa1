import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import type { SeededBug } from './seeded-bug.ts';

export const pushLosesLoaded: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A push into the other magazine loses the full one.',
  realistic: 'The other one is loaded before the loaded one is kept.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=4,' +
    'refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'push-loses-loaded',
    push(d, cache, pfn) {
      const { prev } = cache.get();
      const isFull = cache.get().loaded?.length === cachesOf(d).capacity;
      const pushed = hardened.push.call(this, d, cache, pfn);
      if (pushed && isFull) cache.set(cache.get().loaded, prev);
      return pushed;
    },
  },
};
