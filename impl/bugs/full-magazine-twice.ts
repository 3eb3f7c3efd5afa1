import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const fullMagazineTwice: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A full magazine goes into the depot and becomes the other one of its CPU as well.',
  realistic: 'It becomes the other one if there is none, and the `else` is missing.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,stock=3,refusals=0,calls=4',
  design: {
    ...hardened,
    name: 'full-magazine-twice',
    pushIntoNew(d, cache, pfn) {
      const { loaded } = cache.get();
      hardened.pushIntoNew.call(this, d, cache, pfn);
      cache.set(cache.get().loaded, loaded);
    },
  },
};
