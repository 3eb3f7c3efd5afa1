import { llist } from '../designs/llist.ts';
import { step } from '../kernel/effect.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

export const findsUnlocked: SeededBug<typeof llist> = {
  finding: 'F33',
  changes: 'find_iova() takes no lock.',
  realistic: 'A maple tree can be read under RCU, but this one is not in that mode.',
  caughtBy: 'LCK-1',
  base: llist,
  scope: 'cpus=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'finds-unlocked',
    *find(d, pfn) {
      const found: Ptr | null = yield step(
        'find_iova: look up',
        () => d.tree.find(pfn)?.value ?? null,
      );
      return found;
    },
  },
};
