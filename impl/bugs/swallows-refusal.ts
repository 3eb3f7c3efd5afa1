import { hardened } from '../designs/hardened.ts';
import { RangeTree } from '../tree/range-tree.ts';
import { onTree } from './parts/on-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

/** A tree that says of every erase that it worked. */
class SilentTree extends RangeTree {
  override erase(lo: number, hi: number): boolean {
    super.erase(lo, hi);
    return true;
  }
}

export const swallowsRefusal: SeededBug<typeof hardened> = {
  finding: 'F21',
  changes: 'An erase that found no memory reports success.',
  realistic: 'Gunthorpe, 15 June 2026: mtree_erase() returns the entry it met, not the error.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'swallows-refusal',
    ...onTree(SilentTree),
  },
};
