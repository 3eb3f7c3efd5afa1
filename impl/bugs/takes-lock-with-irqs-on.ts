import { hardened } from '../designs/hardened.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const takesLockWithIrqsOn: SeededBug<typeof hardened> = {
  finding: 'F33',
  changes: '__free_iova() takes the lock and leaves interrupts on.',
  realistic:
    'As in the review of the depot work in 2023, where the caller seemed to have interrupts off.',
  caughtBy: 'LCK-1',
  base: hardened,
  scope: 'cpus=1,irqs=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'takes-lock-with-irqs-on',
    freeObject(d, object) {
      return stepsChanged(hardened.freeObject.call(this, d, object), (own) =>
        own.at === '__free_iova: lock' ? d.lock.lock(own.at) : own,
      );
    },
  },
};
