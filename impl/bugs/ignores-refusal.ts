import { llist } from '../designs/llist.ts';
import type { SeededBug } from './seeded-bug.ts';

export const ignoresRefusal: SeededBug<typeof llist> = {
  finding: 'F20',
  changes: 'The result of the erase is ignored: the object is freed, the entry stays.',
  realistic: 'The first maple-tree revision: an erase of the rbtree could not fail.',
  caughtBy: 'MEM-2',
  base: llist,
  scope: 'refusals=1,teardown=on',
  design: {
    ...llist,
    name: 'ignores-refusal',
    dispose(d, object, _erased, at) {
      return llist.dispose.call(this, d, object, true, at);
    },
  },
};
