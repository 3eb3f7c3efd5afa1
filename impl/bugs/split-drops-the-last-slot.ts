import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import type { MapleTree } from '../tree/maple-tree.ts';
import { RangeTree } from '../tree/range-tree.ts';
import { onTree } from './parts/on-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

class DropsTheLast extends RangeTree {
  protected override stored(lo: Pfn, hi: Pfn, value: number): MapleTree {
    const after = super.stored(lo, hi, value);
    const leaves = after.leaves();
    const before = new Set(this.tree.leaves());
    if (value === 0 || leaves.length <= before.size) return after;
    const edge = leaves.find((leaf) => !before.has(leaf))?.his.at(-1) ?? hi;
    const last = after.find(edge);
    return last === null ? after : after.store(last.lo, last.hi, 0);
  }
}

export const splitDropsTheLastSlot: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A leaf that is split loses the last entry of its lower half.',
  realistic:
    'Maple tree, commit 3593881c8c89: some of the data of a split was skipped when it was ' +
    'appended.',
  caughtBy: 'TRE-1',
  base: hardened,
  scope: 'cpus=1,fillers=14,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'split-drops-the-last-slot',
    ...onTree(DropsTheLast),
  },
};
