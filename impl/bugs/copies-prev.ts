import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const copiesPrev: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The other magazine is loaded, and stays the other one.',
  realistic: 'A swap without a third variable.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,stock=2,refusals=0,calls=3',
  design: {
    ...hardened,
    name: 'copies-prev',
    reload(d, cache) {
      const isLoaded = hardened.reload.call(this, d, cache);
      const { loaded, prev } = cache.get();
      if (isLoaded && prev?.length === 0) cache.set(loaded, loaded);
      return isLoaded;
    },
  },
};
