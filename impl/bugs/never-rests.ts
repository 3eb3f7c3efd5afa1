import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const neverRests: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The work arms itself again even if nothing is left.',
  realistic: 'The test for an empty backlog is forgotten, and a CPU wakes up for ever for nothing.',
  caughtBy: 'CST-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off,timers=exact',
  design: {
    ...hardened,
    name: 'never-rests',
    armAgain(d, delayJiffies) {
      d.work.modify(delayJiffies);
    },
  },
};
