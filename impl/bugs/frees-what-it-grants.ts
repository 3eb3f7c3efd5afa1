import { freeObjectMemory } from '../designs/domain.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesWhatItGrants: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'An allocation frees its range object at the end, even if it succeeds.',
  realistic: 'Success falls through into the error path, for a `return` is missing.',
  caughtBy: 'MEM-1',
  base: hardened,
  scope: 'cpus=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'frees-what-it-grants',
    *conclude(d, object, outcome) {
      yield freeObjectMemory(d, object, 'alloc_iova: free the object');
      return outcome;
    },
  },
};
