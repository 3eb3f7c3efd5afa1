import { llist } from '../designs/llist.ts';
import type { SeededBug } from './seeded-bug.ts';

export const ignoresRefusal: SeededBug<typeof llist> = {
  finding: 'F20',
  changes:
    'The result of the erase is ignored: the object is freed while the entry still points to it.',
  realistic:
    'As in the first maple-tree revision, written after an rbtree whose erase cannot fail.',
  caughtBy: 'MEM-2',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off',
  design: {
    ...llist,
    name: 'ignores-refusal',
    dispose(d, object, _erased, at) {
      return llist.dispose.call(this, d, object, true, at);
    },
  },
};
