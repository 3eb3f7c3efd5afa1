import { consult, tell } from '../designs/backlog.ts';
import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const neverRests: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The work arms itself again even if nothing is left.',
  realistic: 'The test for an empty backlog is forgotten, and a CPU wakes up for ever for nothing.',
  caughtBy: 'CST-1',
  base: hardened,
  scope: 'refusals=1,timers=exact',
  design: {
    ...hardened,
    name: 'never-rests',
    rearm(d, erased) {
      return step('iova_deferred_free_work: re-arm', () => {
        const { delayJiffies, warn } = consult(d, erased);
        if (warn) tell(d, 'iova: freed ranges wait for memory to be erased');
        d.work.modify(delayJiffies);
      });
    },
  },
};
