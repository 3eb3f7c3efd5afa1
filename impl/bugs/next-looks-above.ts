import { RangeTree } from '../tree/range-tree.ts';
import type { Pfn } from '../../model/range.ts';
import { onTree } from './parts/on-tree.ts';
import type { Entry } from '../tree/maple-tree.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

class LooksAbove extends RangeTree {
  override next(pfn: Pfn): Entry | null {
    return super.next(pfn + 1);
  }
}

export const nextLooksAbove: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The walk to the next entry passes one that ends with the pfn it begins at.',
  realistic:
    'The cursor is moved before the look: right behind an entry, wrong where a walk begins.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'refusals=1',
  design: {
    ...hardened,
    name: 'next-looks-above',
    ...onTree(LooksAbove),
  },
};
