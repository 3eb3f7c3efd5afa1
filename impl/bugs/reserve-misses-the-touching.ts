import { rangeOf } from '../designs/design.ts';
import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reserveMissesTheTouching: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'A reservation misses a range that it overlaps in its last page only.',
  realistic: 'The test for an overlap compares inclusive ends as if they were exclusive.',
  caughtBy: 'TRE-1',
  base: mainline,
  scope: 'calls=2,reserve=on',
  design: {
    ...mainline,
    name: 'reserve-misses-the-touching',
    extendOverlapped(d, wanted) {
      let { lo } = wanted;
      let met = false;
      for (const object of d.tree.walk()) {
        const node = rangeOf(d, object);
        if (node.lo >= wanted.hi || node.hi < lo) {
          if (met) break;
          continue;
        }
        if (lo < node.lo) d.tree.extendDown(object, lo);
        if (wanted.hi > node.hi) lo = node.hi + 1;
        else return { left: { lo, hi: wanted.hi }, covering: rangeOf(d, object) };
        met = true;
      }
      return { left: { lo, hi: wanted.hi }, covering: null };
    },
  },
};
