import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const firstPfnSkipped: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The search begins one page above the first pfn of the domain.',
  realistic:
    'Commit 757c370f036e mends the same in the rbtree, where the first pfn could not be allocated.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope: 'cpus=1,calls=1,pages=2,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'first-pfn-skipped',
    search(d, request) {
      const space = { ...d.space, startPfn: d.space.startPfn + 1 };
      return hardened.search({ ...d, space }, request);
    },
  },
};
