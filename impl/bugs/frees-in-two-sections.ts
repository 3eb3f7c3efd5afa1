import { hardened } from '../designs/hardened.ts';
import { freeInTwoSections } from './parts/free-in-two-sections.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesInTwoSections: SeededBug<typeof hardened> = {
  finding: 'F38',
  changes: 'A free looks its range up in one critical section and removes it in the next.',
  realistic:
    'find_iova() and __free_iova() take the lock themselves: the history of the ' +
    'allocator has this.',
  caughtBy: 'MEM-1',
  base: hardened,
  scope: 'cpus=2,calls=3,pages=2,callers=careless,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'frees-in-two-sections',
    free(d, pfn) {
      return freeInTwoSections(this, d, pfn, () => false);
    },
  },
};
