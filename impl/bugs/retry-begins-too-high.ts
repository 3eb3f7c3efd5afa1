import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const retryBeginsTooHigh: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'The second pass of the search leaves out the page directly above the cached range.',
  realistic:
    'The pass that commit 4e89dce72521 adds has a lower end of its own, easily one page too high.',
  caughtBy: 'AVL-1',
  base: mainline,
  scope: 'cpus=1,calls=3,pages=7,refusals=0,reserve=off,teardown=off',
  design: {
    ...mainline,
    name: 'retry-begins-too-high',
    searchAgain(d, request, { lo, hi }) {
      return mainline.searchAgain(d, request, { lo, hi: hi + 1 });
    },
  },
};
