import { keep } from '../designs/backlog.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

/** A counter of so many is full. */
const COUNT_MAX = 2;

export const countsToTwo: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The count of markers stays at two when there are more.',
  realistic:
    'A saturating counter in a narrow field. It counts down from where it stopped, so it comes to ' +
    'nothing while markers are left.',
  caughtBy: 'WIN-1',
  base: hardened,
  scope: 'calls=6,pages=4,refusals=3',
  design: {
    ...hardened,
    name: 'counts-to-two',
    arm(d) {
      const waiting = d.deferred.get();
      if (waiting !== null) keep(d, { ...waiting, count: Math.min(waiting.count, COUNT_MAX) });
      hardened.arm(d);
    },
  },
};
