import { hardened } from '../designs/hardened.ts';
import { findObject } from '../designs/maple.ts';
import type { SeededBug } from './seeded-bug.ts';

export const findsMarkers: SeededBug<typeof hardened> = {
  finding: 'F22',
  changes: 'find_iova() returns a marker as if it were an object.',
  realistic: 'Howlett, 18 June 2026: every reader of the tree has to know the special value.',
  caughtBy: 'MEM-1',
  base: hardened,
  scope: 'cpus=1,calls=3,refusals=1,callers=careless,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'finds-markers',
    find(d, pfn) {
      return findObject({ lookUp: () => d.tree.find(pfn)?.value ?? null }, d, pfn);
    },
  },
};
