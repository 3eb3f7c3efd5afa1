import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const belowFirstPfn: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The search reaches one page below the first pfn of the domain.',
  realistic:
    'Commit 5016bdb796b3 mends an underflow by which a full domain granted pfns outside of itself.',
  caughtBy: 'REQ-1',
  base: hardened,
  scope: 'cpus=1,pages=2,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'below-first-pfn',
    search(d, request) {
      const space = { ...d.space, startPfn: d.space.startPfn - 1 };
      return hardened.search({ ...d, space }, request);
    },
  },
};
