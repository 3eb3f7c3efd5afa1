import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const keepsDeadline: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'The work arms itself by schedule_delayed_work(), which keeps a deadline that a free has set.',
  realistic: 'Both the work and the frees of 2 June 2026 make that call.',
  caughtBy: 'CST-1',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,refusals=3,reserve=off,teardown=off,timers=exact',
  design: {
    ...hardened,
    name: 'keeps-deadline',
    armAgain(d, delayJiffies) {
      const { pending } = d.work;
      const due = d.work.dueJiffies - d.kernel.clock.nowJiffies;
      hardened.armAgain(d, delayJiffies);
      if (pending === 'timer') d.work.modify(due);
    },
  },
};
