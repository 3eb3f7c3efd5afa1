import { rangeOf } from '../designs/design.ts';
import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reserveFirstPiece: SeededBug<typeof mainline> = {
  finding: null,
  changes:
    'A reservation stops at the first range that it overlaps, and what lies above is not reserved.',
  realistic:
    'The loop returns as soon as it meets a range, which is right only if that one covers the ' +
    'whole.',
  caughtBy: 'SPC-1',
  base: mainline,
  scope: 'calls=2,reserve=on',
  design: {
    ...mainline,
    name: 'reserve-first-piece',
    extendOverlapped(d, wanted) {
      for (const object of d.tree.walk()) {
        const node = rangeOf(d, object);
        if (node.lo > wanted.hi || node.hi < wanted.lo) continue;
        if (wanted.lo < node.lo) d.tree.extendDown(object, wanted.lo);
        return { left: wanted, covering: rangeOf(d, object) };
      }
      return { left: wanted, covering: null };
    },
  },
};
