import { exponential } from '../../policies/exponential.ts';
import type { PolicyBug } from './policy-bug.ts';
import { rowAfter } from '../parts/row-after.ts';

export const capNotApplied: PolicyBug<number> = {
  finding: 'F41',
  changes: 'It declares a cap of a second, and waits five after the fourth failure.',
  realistic: 'The table of delays gets one more entry, and the constant beside it stays.',
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
