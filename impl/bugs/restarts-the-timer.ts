import { llist } from '../designs/llist.ts';
import type { SeededBug } from './seeded-bug.ts';

export const restartsTheTimer: SeededBug<typeof llist> = {
  finding: null,
  changes: 'A free that leaves something deferred moves the work to 10 ms from now.',
  realistic:
    '`mod_delayed_work()` for `schedule_delayed_work()`: each delay is that of the policy, and ' +
    'frees that go on put the work off for ever.',
  caughtBy: 'LIV-4',
  base: llist,
  scope: 'cpus=1,calls=4,pages=2,refusals=2,reserve=off,teardown=off,timers=exact',
  design: {
    ...llist,
    name: 'restarts-the-timer',
    arm(d) {
      return d.work.modify(d.retry.policy.startJiffies);
    },
  },
};
