import { hardened } from '../designs/hardened.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

export const looksUpMarkers: SeededBug<typeof hardened> = {
  finding: 'F22',
  changes: 'free_iova() of a deferred page takes the marker for an object.',
  realistic:
    'find_iova() and free_iova() each look up by themselves, and only the first was changed.',
  caughtBy: 'MEM-1',
  base: hardened,
  scope: 'cpus=1,calls=3,refusals=1,callers=careless,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'looks-up-markers',
    free(d, pfn) {
      const lookUp = (): Ptr | null => d.tree.find(pfn)?.value ?? null;
      return hardened.free.call({ ...this, lookUp }, d, pfn);
    },
  },
};
