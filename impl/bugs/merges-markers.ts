import { hardened } from '../designs/hardened.ts';
import { NO_MARKER } from '../designs/maple.ts';
import { overlapped } from '../designs/reserve-whole.ts';
import type { SeededBug } from './seeded-bug.ts';

export const mergesMarkers: SeededBug<typeof hardened> = {
  finding: 'F22',
  changes: 'A reservation merges and frees the markers that it overlaps as if they were ranges.',
  realistic: 'Howlett, 18 June 2026: every reader of the tree has to know the special value.',
  caughtBy: 'MEM-2',
  base: hardened,
  scope: 'cpus=1,calls=3,refusals=1,teardown=off',
  design: {
    ...hardened,
    name: 'merges-markers',
    overlapped: (d, wanted) => overlapped(d, wanted, NO_MARKER),
  },
};
