import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const drainStepsTooFar: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'After each marker that it erases a drain skips one page.',
  realistic: 'It goes on one page past the gap, where a marker of one page can stand.',
  caughtBy: 'WIN-1',
  base: hardened,
  scope: 'cpus=1,calls=4,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'drain-steps-too-far',
    drainedOne(d, waiting, { lo, hi }) {
      hardened.drainedOne(d, waiting, { lo, hi: hi + 1 });
    },
  },
};
