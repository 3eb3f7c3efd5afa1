import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const bringsForward: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free that marks replaces the deadline of the work by its own, 10 ms.',
  realistic: '`mod_delayed_work()` for `schedule_delayed_work()`: with frees going on, no backoff.',
  caughtBy: 'CST-1',
  base: hardened,
  scope: 'calls=4,pages=2,refusals=3,timers=exact',
  design: {
    ...hardened,
    name: 'brings-forward',
    arm(d) {
      d.work.modify(d.retry.policy.startJiffies);
    },
  },
};
