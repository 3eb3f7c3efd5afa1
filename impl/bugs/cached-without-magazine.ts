import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const cachedWithoutMagazine: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'An insertion always says that it has cached the range.',
  realistic:
    'The function returns true at its end, and the refusal of a magazine falls through to it.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,stock=2,refusals=1',
  design: {
    ...hardened,
    name: 'cached-without-magazine',
    *cacheInsert(d, pfn, order) {
      yield* hardened.cacheInsert.call(this, d, pfn, order);
      return true;
    },
  },
};
