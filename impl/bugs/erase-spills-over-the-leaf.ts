import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import type { MapleTree } from '../tree/maple-tree.ts';
import { RangeTree } from '../tree/range-tree.ts';
import { onTree } from './parts/on-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

class SpillsOver extends RangeTree {
  protected override stored(lo: Pfn, hi: Pfn, value: number): MapleTree {
    const leaf = this.tree.leaves().find((next) => next.lo === hi + 1);
    const spilt = value === 0 && leaf !== undefined ? (leaf.his[0] ?? hi) : hi;
    return super.stored(lo, spilt, value);
  }
}

export const eraseSpillsOverTheLeaf: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'An erase up to the end of a leaf also erases the first entry of the next leaf.',
  realistic:
    'A leaf does not end in NULL, so the NULL is moved into the next leaf, where it takes a ' +
    'slot too many.',
  caughtBy: 'TRE-1',
  base: hardened,
  scope: 'cpus=1,pages=6,fillers=20,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'erase-spills-over-the-leaf',
    ...onTree(SpillsOver),
  },
};
