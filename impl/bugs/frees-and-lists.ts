import { freeObjectMemory } from '../designs/domain.ts';
import { llist } from '../designs/llist.ts';
import type { SeededBug } from './seeded-bug.ts';

const WORK = 'iova_deferred_free_work';

export const freesAndLists: SeededBug<typeof llist> = {
  finding: 'F29',
  changes: 'The work frees the object of a refused erase and lists it all the same.',
  realistic: 'The line that frees stands after the `if`, not in it.',
  caughtBy: 'MEM-2',
  base: llist,
  scope: 'cpus=1,reserve=off',
  design: {
    ...llist,
    name: 'frees-and-lists',
    *defer(d, object, at) {
      yield* llist.defer.call(this, d, object, at);
      if (at === WORK) yield freeObjectMemory(d, object, `${at}: free the object`);
    },
  },
};
