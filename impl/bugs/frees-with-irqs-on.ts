import { mainline } from '../designs/mainline.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesWithIrqsOn: SeededBug<typeof mainline> = {
  finding: 'F33',
  changes: 'free_iova() of the rbtree takes the lock and leaves interrupts on.',
  realistic:
    'As in the review of the depot work in 2023, where the author had only process context in ' +
    'mind.',
  caughtBy: 'LCK-1',
  base: mainline,
  scope: 'cpus=1,irqs=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...mainline,
    name: 'frees-with-irqs-on',
    free(d, pfn) {
      return stepsChanged(mainline.free.call(this, d, pfn), (own) =>
        own.at === 'free_iova: lock' ? d.lock.lock(own.at) : own,
      );
    },
  },
};
