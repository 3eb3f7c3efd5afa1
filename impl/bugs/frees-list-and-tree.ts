import type { Ptr } from '../kernel/slab.ts';
import { llist } from '../designs/llist.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesListAndTree: SeededBug<typeof llist> = {
  finding: 'F31',
  changes:
    'The teardown frees the objects on the list and then those in the tree, which are the same.',
  realistic: 'It seems natural to free what is on a list before the list goes.',
  caughtBy: 'MEM-2',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off',
  design: {
    ...llist,
    name: 'frees-list-and-tree',
    discardList(d) {
      const freed = new Set<Ptr>();
      // A list that has become a cycle has no end.
      for (let node = d.deferredFrees.deleteAll(); node !== 0 && !freed.has(node);) {
        freed.add(node);
        const next = d.objects.read(node, 'next');
        d.objects.free(node);
        node = next;
      }
    },
  },
};
