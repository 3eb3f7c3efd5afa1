import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import { RangeTree } from '../tree/range-tree.ts';
import { onTree } from './parts/on-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

class HalfStore extends RangeTree {
  override store(lo: Pfn, hi: Pfn, value: number): boolean {
    if (super.store(lo, hi, value)) return true;
    this.replace(this.stored(lo, lo, value));
    return false;
  }
}

export const halfStore: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A store that is refused memory leaves the first page of the range in the tree.',
  realistic:
    'The store has several parts, and the first is not undone when a later one gets no node.',
  caughtBy: 'TRE-1',
  base: hardened,
  scope: 'cpus=1,calls=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'half-store',
    ...onTree(HalfStore),
  },
};
