import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import { MapleTree } from '../tree/maple-tree.ts';
import { RangeTree } from '../tree/range-tree.ts';
import { onTree } from './parts/on-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

class StaleGap extends RangeTree {
  protected override stored(lo: Pfn, hi: Pfn, value: number): MapleTree {
    const { root: before } = this.tree;
    const after = super.stored(lo, hi, value);
    const { root } = after;
    if (value !== 0 || before?.kind !== 'inner' || root?.kind !== 'inner') return after;
    if (before.children.length !== root.children.length) return after;
    return new MapleTree({ ...root, gaps: before.gaps, gap: before.gap }, 0);
  }
}

export const staleGap: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'An erase leaves the largest gaps that the root keeps of its children as they were.',
  realistic: 'Gaps are passed up only where a store needs nodes, and an erase in place needs none.',
  caughtBy: 'TRE-1',
  base: hardened,
  scope: 'cpus=1,fillers=20,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'stale-gap',
    ...onTree(StaleGap),
  },
};
