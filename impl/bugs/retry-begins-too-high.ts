import { is32Bit, rangeOf } from '../designs/design.ts';
import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const retryBeginsTooHigh: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'The second pass of the search leaves out the page right above the cached range.',
  realistic:
    'Commit 4e89dce72521 adds that pass; its lower end is the last page of the cached range ' +
    'plus one.',
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
      const isRightAbove = start !== -1 && found?.lo === rangeOf(d, start).hi + 1;
      return isRightAbove ? null : found;
    },
  },
};
