import type { Range } from '../../model/range.ts';
import { granted, refused } from '../designs/design.ts';
import { allocateObject, freeObjectMemory, PLACE } from '../designs/domain.ts';
import { llist } from '../designs/llist.ts';
import { storeRange } from '../designs/maple.ts';
import { asking, step } from '../kernel/effect.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

export const storesLater: SeededBug<typeof llist> = {
  finding: null,
  changes: 'The lock is dropped between the search and the store.',
  realistic: 'To reserve nodes with GFP_KERNEL the lock has to be dropped there.',
  caughtBy: 'OWN-1',
  base: llist,
  scope: 'refusals=0,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'stores-later',
    *alloc(d, request) {
      const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
      if (object === null) return refused('alloc_iova: object refused');
      yield d.lock.lockIrqsave(`${PLACE}: lock`);
      const found: Range | null = yield step(`${PLACE}: search`, () => this.search(d, request));
      yield d.lock.unlock(`${PLACE}: unlock`);
      yield d.lock.lockIrqsave(`${PLACE}: lock again`);
      const stored: boolean = yield asking(
        `${PLACE}: store`,
        () => found !== null && storeRange(d, found, object),
      );
      yield d.lock.unlock(`${PLACE}: unlock`);
      if (found !== null && stored) return granted(found);
      yield freeObjectMemory(d, object, 'alloc_iova: free the object');
      return refused(`${PLACE}: refused`);
    },
  },
};
