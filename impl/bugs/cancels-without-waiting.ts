import { llist } from '../designs/llist.ts';
import { step } from '../kernel/effect.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const cancelsWithoutWaiting: SeededBug<typeof llist> = {
  finding: 'F30',
  changes: 'The teardown cancels the work and does not wait for a running one.',
  realistic: 'cancel_delayed_work() is written where cancel_delayed_work_sync() is needed.',
  caughtBy: 'MEM-1',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off',
  design: {
    ...llist,
    name: 'cancels-without-waiting',
    put(d) {
      return stepsChanged(llist.put.call(this, d), (own) => {
        if (own.at === 'put_iova_domain: cancel_delayed_work_sync') {
          return step('put_iova_domain: cancel_delayed_work', () => d.work.cancel());
        }
        return own.at === 'put_iova_domain: wait for the running work' ? null : own;
      });
    },
  },
};
