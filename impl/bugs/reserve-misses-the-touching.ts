import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reserveMissesTheTouching: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'A reservation misses a range that it overlaps in its last page only.',
  realistic: 'The test for an overlap compares inclusive ends as if they were exclusive.',
  caughtBy: 'TRE-1',
  base: mainline,
  scope: 'cpus=1,refusals=0,teardown=off',
  design: {
    ...mainline,
    name: 'reserve-misses-the-touching',
    overlaps: (node, lo, hi) => node.lo < hi && node.hi >= lo,
  },
};
