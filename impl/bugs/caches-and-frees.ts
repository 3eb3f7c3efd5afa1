import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { sizeClassOf } from '../../model/size-class.ts';
import type { SeededBug } from './seeded-bug.ts';

export const cachesAndFrees: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free that has cached its range gives it back to the tree as well.',
  realistic: 'The return after the insertion is lost when both branches are joined.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,refusals=0,calls=4',
  design: {
    ...hardened,
    name: 'caches-and-frees',
    *freeFast(d, pfn, sizePages) {
      const order = sizeClassOf(sizePages);
      if (order < cachesOf(d).orders) yield* this.cacheInsert(d, pfn, order);
      return yield* this.free(d, pfn);
    },
  },
};
