import { is32Bit, rangeOf } from '../designs/design.ts';
import type { SeededBug } from './seeded-bug.ts';
import { soundMainline } from './parts/sound-mainline.ts';

/** The node that is always last in the rbtree. */
const ANCHOR = -1;

export const searchesBelowOnly: SeededBug<typeof soundMainline> = {
  finding: 'F35',
  changes: 'A search that fails below the cached node is not tried again from the limit.',
  realistic: 'So it was until 2020 (4e89dce72521): whatever is free above is left alone.',
  caughtBy: 'AVL-1',
  base: soundMainline,
  scope: 'calls=3,pages=8',
  design: {
    ...soundMainline,
    name: 'searches-below-only',
    search(d, request) {
      const start = (is32Bit(d, request.limit) ? d.cached32 : d.cached).get();
      const found = soundMainline.search.call(this, d, request);
      if (found === null || start === ANCHOR) return found;
      return found.lo > rangeOf(d, start).hi ? null : found;
    },
  },
};
