import { hardened } from '../designs/hardened.ts';
import { MARKER } from '../designs/maple.ts';
import { BlindTree } from './blind-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

export const searchesThroughMarkers: SeededBug<typeof hardened> = {
  finding: 'F23',
  changes: 'The gap search takes a marker for free pages.',
  realistic:
    'Raised by Howlett: to some readers of a maple tree a zero entry is NULL, to others not.',
  caughtBy: 'OBS-2',
  base: hardened,
  scope: 'calls=6,pages=2,refusals=4',
  design: {
    ...hardened,
    name: 'searches-through-markers',
    init(kernel, setup) {
      const d = hardened.init(kernel, setup);
      const tree = new BlindTree(kernel, d.lock, setup.treeMemory);
      tree.passes = ({ value }) => value === MARKER;
      return { ...d, tree };
    },
  },
};
