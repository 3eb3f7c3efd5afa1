import { hardened } from '../designs/hardened.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const depotLosesLoaded: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A full magazine that makes room for a new one does not come into the depot.',
  realistic:
    'If the depot was full, it was freed: with a depot that has no bound, that branch was removed.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=4,' +
    'refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'depot-loses-loaded',
    cacheInsert(d, pfn, order) {
      return stepsChanged(hardened.cacheInsert.call(this, d, pfn, order), (own) =>
        own.at === '__iova_rcache_insert: push onto the depot' ? null : own,
      );
    },
  },
};
