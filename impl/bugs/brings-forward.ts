import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const bringsForward: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free that leaves a marker moves the deadline of the work to 10 ms from now.',
  realistic:
    '`mod_delayed_work()` for `schedule_delayed_work()`, so that there is no backoff while ' +
    'frees go on.',
  caughtBy: 'CST-1',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,refusals=3,reserve=off,teardown=off,timers=exact',
  design: {
    ...hardened,
    name: 'brings-forward',
    arm(d) {
      d.work.modify(d.retry.policy.startJiffies);
    },
  },
};
