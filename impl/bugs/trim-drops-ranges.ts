import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const trimDropsRanges: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The work of a depot frees a magazine, and forgets the ranges in it.',
  realistic: 'kfree() of what was popped looks complete.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=4,' +
    'calls=1,refusals=0',
  design: {
    ...hardened,
    name: 'trim-drops-ranges',
    trim(d, order) {
      const forgetful: typeof hardened = {
        ...this,
        *freeMagazine() {
          yield step('iova_depot_work_func: nothing', () => undefined);
        },
      };
      return hardened.trim.call(forgetful, d, order);
    },
  },
};
