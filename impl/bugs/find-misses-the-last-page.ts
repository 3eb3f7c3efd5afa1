import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import type { Entry } from '../tree/maple-tree.ts';
import { RangeTree } from '../tree/range-tree.ts';
import { onTree } from './parts/on-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

class EndsExclusive extends RangeTree {
  override find(pfn: Pfn): Entry | null {
    const found = super.find(pfn);
    return found !== null && pfn < found.hi ? found : null;
  }
}

export const findMissesTheLastPage: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A look-up does not find a range by its last page.',
  realistic: 'The end of a range is inclusive, but is compared as if it were exclusive.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'cpus=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'find-misses-the-last-page',
    ...onTree(EndsExclusive),
  },
};
