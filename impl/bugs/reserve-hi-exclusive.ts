import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reserveHiExclusive: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A reservation of several pages leaves out the last one.',
  realistic:
    'reserve_iova() takes an inclusive end, but callers compute an exclusive one by a shift.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'cpus=1,calls=1,refusals=0,teardown=off',
  design: {
    ...hardened,
    name: 'reserve-hi-exclusive',
    *reserve(d, lo, hi) {
      return yield* hardened.reserve.call(this, d, lo, Math.max(lo, hi - 1));
    },
  },
};
