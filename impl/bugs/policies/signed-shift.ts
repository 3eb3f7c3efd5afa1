import { rowAfter } from '../parts/row-after.ts';
import type { PolicyBug } from './policy-bug.ts';
import { unsignedShift } from './unsigned-shift.ts';

export const signedShift: PolicyBug<number> = {
  finding: 'F41',
  changes: 'The delay is negative at the 28th failure in a row.',
  realistic:
    'In min(10 << n, 1000) of type int the sign bit is set at n = 28, and passes the test for ' +
    'the cap.',
  caughtBy: 'malformed',
  policy: {
    ...unsignedShift.policy,
    name: 'signed-shift',
    next(runs, run) {
      const state = rowAfter(runs, run, 40);
      return { state, delayJiffies: Math.min(10 << state, 1000), warn: false };
    },
  },
};
