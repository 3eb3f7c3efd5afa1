import { is32Bit, rangeOf } from '../designs/design.ts';
import { ANCHOR, mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const retryBeginsTooHigh: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'The second pass of the search leaves out the page directly above the cached range.',
  realistic:
    'The pass that commit 4e89dce72521 adds has a lower end of its own, easily one page too high.',
  caughtBy: 'AVL-1',
  base: mainline,
  scope: 'calls=3,pages=7',
  design: {
    ...mainline,
    name: 'retry-begins-too-high',
    search(d, request) {
      const start = (is32Bit(d, request.limit) ? d.cached32 : d.cached).get();
      const found = mainline.search(d, request);
      // Only the second pass finds what lies above the range that the first begins at.
      const isRightAbove = start !== ANCHOR && found?.lo === rangeOf(d, start).hi + 1;
      return isRightAbove ? null : found;
    },
  },
};
