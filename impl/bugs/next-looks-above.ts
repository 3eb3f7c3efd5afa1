import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import type { Entry } from '../tree/maple-tree.ts';
import { RangeTree } from '../tree/range-tree.ts';
import { onTree } from './parts/on-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

class LooksAbove extends RangeTree {
  override next(pfn: Pfn): Entry | null {
    return super.next(pfn + 1);
  }
}

export const nextLooksAbove: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A walk to the next entry skips an entry that ends with the pfn where the walk begins.',
  realistic: 'The cursor is advanced before the look, which is right only after an entry.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'next-looks-above',
    ...onTree(LooksAbove),
  },
};
