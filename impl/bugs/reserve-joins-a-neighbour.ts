import { rangeOf } from '../designs/design.ts';
import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reserveJoinsANeighbour: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'A reservation extends the range directly above it, although they share no page.',
  realistic:
    "Other trees of ranges join neighbours, but here the neighbour may be somebody else's.",
  caughtBy: 'OWN-2',
  base: mainline,
  scope: 'cpus=1,calls=3,refusals=0,teardown=off',
  design: {
    ...mainline,
    name: 'reserve-joins-a-neighbour',
    extendOverlapped(d, wanted) {
      const above = d.tree.find(wanted.hi + 1);
      const first = above === null ? null : rangeOf(d, above);
      if (above === null || first?.lo !== wanted.hi + 1) {
        return mainline.extendOverlapped(d, wanted);
      }
      d.tree.extendDown(above, wanted.lo);
      return { left: wanted, covering: rangeOf(d, above) };
    },
  },
};
