import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import type { Leaf } from '../tree/maple-node.ts';
import { RangeTree } from '../tree/range-tree.ts';
import { onTree } from './parts/on-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

class SkipsSlotZero extends RangeTree {
  override highestGap(sizePages: number, lo: Pfn, hi: Pfn): Pfn | null {
    const top = super.highestGap(sizePages, lo, hi);
    if (top === null) return null;
    const starts = ({ lo: leafLo, his }: Leaf): boolean => leafLo <= top && top <= (his[0] ?? 0);
    const leaf = this.tree.leaves().find(starts);
    return leaf === undefined ? top : this.highestGap(sizePages, lo, leaf.lo - 1);
  }
}

export const slotZeroNotSearched: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The search for a gap does not look into the first slot of a leaf.',
  realistic: 'The loop down to the first slot ends at it, not after it.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope: 'cpus=1,pages=2,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'slot-zero-not-searched',
    ...onTree(SkipsSlotZero),
  },
};
