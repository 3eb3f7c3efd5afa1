import { rangeOf } from '../designs/design.ts';
import { hardened } from '../designs/hardened.ts';
import { asking } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesWhatStays: SeededBug<typeof hardened> = {
  finding: 'F20',
  changes: 'The result of the erase is ignored: the object is freed, the entry points to it.',
  realistic: 'The first maple-tree revision: an erase of the rbtree could not fail.',
  caughtBy: 'MEM-1',
  base: hardened,
  scope: 'calls=3,refusals=1,callers=careless',
  design: {
    ...hardened,
    name: 'frees-what-stays',
    *remove(d, object, at) {
      yield asking(`${at}: remove_iova`, () => {
        const { lo, hi } = rangeOf(d, object);
        d.tree.erase(lo, hi);
        d.objects.free(object);
      });
    },
  },
};
