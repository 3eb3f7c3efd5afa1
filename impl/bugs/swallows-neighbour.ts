import { llist } from '../designs/llist.ts';
import type { MapleTree } from '../tree/maple-tree.ts';
import { RangeTree } from '../tree/range-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

/** A tree whose erase takes the next range with it, and says nothing. */
class GreedyTree extends RangeTree {
  override erase(lo: number, hi: number): boolean {
    const erased = super.erase(lo, hi);
    const { tree, changes } = this.save() as { tree: MapleTree; changes: number };
    const next = tree.next(hi + 1);
    if (erased && next !== null) this.restore({ tree: tree.store(next.lo, next.hi, 0), changes });
    return erased;
  }
}

export const swallowsNeighbour: SeededBug<typeof llist> = {
  finding: null,
  changes: 'An erase also erases the next higher range.',
  realistic: 'A NULL is widened over neighbours that are NULL, and here over one that is not.',
  caughtBy: 'TRE-1',
  base: llist,
  scope: 'cpus=1,calls=3,refusals=0,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'swallows-neighbour',
    init(kernel, setup) {
      const d = llist.init(kernel, setup);
      return { ...d, tree: new GreedyTree(kernel, d.lock, setup.treeMemory) };
    },
  },
};
