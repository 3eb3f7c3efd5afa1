import { hardened } from '../designs/hardened.ts';
import { DONE } from '../kernel/routine.ts';
import type { SeededBug } from './seeded-bug.ts';

export const worksUnlocked: SeededBug<typeof hardened> = {
  finding: 'F33',
  changes: 'The work does not take the lock.',
  realistic: 'There is one work at a time, which protects it from itself but from nobody else.',
  caughtBy: 'LCK-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'works-unlocked',
    *work(d) {
      const { erased } = yield* this.drain(d, 'iova_deferred_free_work', 0);
      yield this.rearm(d, erased);
      return DONE;
    },
  },
};
