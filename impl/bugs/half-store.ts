import { RangeTree } from '../tree/range-tree.ts';
import type { Pfn } from '../../model/range.ts';
import { onTree } from './parts/on-tree.ts';
import { hardened } from '../designs/hardened.ts';
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
  changes: 'A refused store leaves the first page of the range behind.',
  realistic:
    'A store in several parts, of which a later one finds no node and the first is ' +
    'not taken back.',
  caughtBy: 'TRE-1',
  base: hardened,
  scope: 'calls=1,refusals=1',
  design: {
    ...hardened,
    name: 'half-store',
    ...onTree(HalfStore),
  },
};
