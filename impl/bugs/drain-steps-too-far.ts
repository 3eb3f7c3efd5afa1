import { keep } from '../designs/backlog.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const drainStepsTooFar: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'After each marker that it erases a drain skips one page.',
  realistic: 'It goes on one page behind the gap, where a marker of one page can stand.',
  caughtBy: 'WIN-1',
  base: hardened,
  scope: 'calls=4,refusals=2',
  design: {
    ...hardened,
    name: 'drain-steps-too-far',
    eraseNext(d, batch) {
      const after = hardened.eraseNext.call(this, d, batch);
      const waiting = d.deferred.get();
      const hasErased = after.visited > batch.visited && after.end === null;
      if (hasErased && waiting !== null) keep(d, { ...waiting, lo: waiting.lo + 1 });
      return after;
    },
  },
};
