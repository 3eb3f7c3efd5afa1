import { doubling } from '../../policies/doubling.ts';
import { rowAfter } from '../parts/row-after.ts';
import type { PolicyBug } from './policy-bug.ts';

export const unsignedShift: PolicyBug<number> = {
  finding: 'F41',
  changes: 'The delay is 0 at the 31st failure in a row.',
  realistic: 'min(10U << n, 1000U) has no bit left at n = 31.',
  caughtBy: 'bounds',
  policy: {
    ...doubling,
    name: 'unsigned-shift',
    initial: 0,
    next(runs, run) {
      const state = rowAfter(runs, run, 40);
      return { state, delayJiffies: Math.min((10 << state) >>> 0, 1000), warn: false };
    },
  },
};
