import { exponential } from '../../policies/exponential.ts';
import { rowAfter } from '../parts/row-after.ts';
import type { PolicyBug } from './policy-bug.ts';

export const capNotApplied: PolicyBug<number> = {
  finding: 'F41',
  changes:
    'The policy declares a cap of one second, but waits five from the fourth failure in a row on.',
  realistic: 'The table of delays gets one more entry, and the constant beside it does not change.',
  caughtBy: 'bounds',
  policy: {
    ...exponential,
    name: 'cap-not-applied',
    next(runs, run) {
      const state = rowAfter(runs, run, 4);
      return { state, delayJiffies: [10, 50, 200, 1000, 5000][state] ?? 5000, warn: false };
    },
  },
};
