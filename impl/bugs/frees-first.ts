import { hardened } from '../designs/hardened.ts';
import { llist } from '../designs/llist.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesFirst: SeededBug<typeof hardened> = {
  finding: 'F02',
  changes: 'A reservation frees what it overlaps before it can still fail.',
  realistic: 'As in reserve_iova() of 2 June 2026, which the revision of 18 August mends.',
  caughtBy: 'MEM-2',
  base: hardened,
  scope: 'cpus=1,refusals=1',
  design: {
    ...hardened,
    name: 'frees-first',
    reserve(d, lo, hi) {
      return llist.reserve.call(llist, d as never, lo, hi);
    },
  },
};
