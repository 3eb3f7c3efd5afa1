import { rangeOf } from '../designs/design.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const trustsTheLastErase: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The erase of the only range of the tree is taken to succeed.',
  realistic: 'An empty tree has no nodes, but to get there a tree of one range makes a new root.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off,memory=tree-6.12',
  design: {
    ...hardened,
    name: 'trusts-the-last-erase',
    erase(d, object) {
      const { lo, hi } = rangeOf(d, object);
      const first = d.tree.next(0);
      const isOnly = first !== null && d.tree.next(first.hi + 1) === null;
      if (!d.tree.erase(lo, hi) && !isOnly) return false;
      d.objects.free(object);
      return true;
    },
  },
};
