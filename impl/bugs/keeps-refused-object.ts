import { freeObjectMemory, PLACE } from '../designs/domain.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const keepsRefusedObject: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'An allocation whose store is refused does not free its range object.',
  realistic:
    'The path of the failed search frees the object, but that of the failed store was added later.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'cpus=1,calls=1,refusals=1,reserve=off',
  design: {
    ...hardened,
    name: 'keeps-refused-object',
    *conclude(d, object, outcome) {
      if (outcome.kind === 'refused' && outcome.because !== `${PLACE}: store refused`) {
        yield freeObjectMemory(d, object, 'alloc_iova: free the object');
      }
      return outcome;
    },
  },
};
