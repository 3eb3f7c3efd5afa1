import { hardened } from '../designs/hardened.ts';
import { reserveWhole } from '../designs/maple.ts';
import type { SeededBug } from './seeded-bug.ts';

export const miscounts: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A reservation over markers leaves those that it overwrites in the count.',
  realistic: 'The window of 18 August 2026 could be left as it was there, but a count cannot.',
  caughtBy: 'OBS-2',
  base: hardened,
  scope: 'calls=9,pages=2,refusals=4,reserve=on',
  design: {
    ...hardened,
    name: 'miscounts',
    *reserve(d, lo, hi) {
      yield d.lock.lockIrqsave('reserve_iova: lock');
      const outcome = yield* reserveWhole(d, { lo, hi }, (range, object) =>
        d.tree.store(range.lo, range.hi, object),
      );
      yield d.lock.unlock('reserve_iova: unlock');
      return outcome;
    },
  },
};
