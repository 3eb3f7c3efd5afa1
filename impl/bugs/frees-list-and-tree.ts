import { llist } from '../designs/llist.ts';
import { step } from '../kernel/effect.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesListAndTree: SeededBug<typeof llist> = {
  finding: 'F31',
  changes: 'The teardown frees the entries of the list, and then those of the tree: the same ones.',
  realistic: 'Whatever has a list frees its entries when it goes.',
  caughtBy: 'MEM-2',
  base: llist,
  scope: 'refusals=1,teardown=on',
  design: {
    ...llist,
    name: 'frees-list-and-tree',
    put(d) {
      const freeList = step('put_iova_domain: discard the list', () => {
        for (let node = d.deferredFrees.deleteAll(); node !== 0;) {
          const next = d.objects.read(node, 'next');
          d.objects.free(node);
          node = next;
        }
      });
      return stepsChanged(llist.put.call(this, d), (own) =>
        own.at === freeList.at ? freeList : own,
      );
    },
  },
};
