import { rangeOf } from '../designs/design.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesWhatStays: SeededBug<typeof hardened> = {
  finding: 'F20',
  changes:
    'The result of the erase is ignored: the object is freed while the entry still points to it.',
  realistic:
    'As in the first maple-tree revision, written after an rbtree whose erase cannot fail.',
  caughtBy: 'MEM-1',
  base: hardened,
  scope: 'cpus=1,calls=3,refusals=1,callers=careless,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'frees-what-stays',
    erase(d, object) {
      const { lo, hi } = rangeOf(d, object);
      d.tree.erase(lo, hi);
      d.objects.free(object);
      return true;
    },
  },
};
