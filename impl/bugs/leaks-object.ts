import { llist } from '../designs/llist.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const leaksObject: SeededBug<typeof llist> = {
  finding: null,
  changes: 'An allocation that is refused does not free its range object.',
  realistic: 'An early return on the error path skips the free of the object.',
  caughtBy: 'MEM-3',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off',
  design: {
    ...llist,
    name: 'leaks-object',
    alloc(d, request) {
      return stepsChanged(llist.alloc.call(this, d, request), (own) =>
        own.at === 'alloc_iova: free the object' ? null : own,
      );
    },
  },
};
