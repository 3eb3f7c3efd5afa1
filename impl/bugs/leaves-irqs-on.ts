import { llist } from '../designs/llist.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const leavesIrqsOn: SeededBug<typeof llist> = {
  finding: 'F33',
  changes: 'find_iova() takes the lock with interrupts on.',
  realistic:
    'find_iova() is not called in interrupts, but an interrupt on its CPU may want the lock.',
  caughtBy: 'LCK-1',
  base: llist,
  scope: 'cpus=1,irqs=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'leaves-irqs-on',
    find(d, pfn) {
      return stepsChanged(llist.find.call(this, d, pfn), (own) =>
        own.at === 'find_iova: lock' ? d.lock.lock(own.at) : own,
      );
    },
  },
};
