import { llist } from '../designs/llist.ts';
import { BlindTree } from './parts/blind-tree.ts';
import type { SeededBug } from './seeded-bug.ts';

export const grantsTheDeferred: SeededBug<typeof llist> = {
  finding: 'F23',
  changes: 'The gap search takes ranges on the deferred list for free pages.',
  realistic:
    'What is freed seems free, and some readers see the zero entry of such a range as NULL.',
  caughtBy: 'OWN-3',
  base: llist,
  scope: 'cpus=1,calls=3,refusals=1,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'grants-the-deferred',
    init(kernel, setup) {
      const d = llist.init(kernel, setup);
      const tree = new BlindTree(kernel, d.lock, setup.treeMemory);
      tree.passes = ({ value }) => {
        if (d.deferredFrees.empty()) return false;
        let node = d.deferredFrees.first;
        while (node !== 0 && node !== value) node = d.objects.read(node, 'next');
        return node === value;
      };
      return { ...d, tree };
    },
  },
};
