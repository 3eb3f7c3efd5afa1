import { exponential } from '../../policies/exponential.ts';
import type { PolicyBug } from './policy-bug.ts';

export const countsSuccesses: PolicyBug<number> = {
  finding: 'F41',
  changes: 'The count of failures counts the runs that erase something.',
  realistic: 'The test for progress is inverted.',
  caughtBy: 'reset',
  policy: {
    ...exponential,
    name: 'counts-successes',
    next(runs, run) {
      const state = run.erased > 0 ? Math.min(runs + 1, 3) : 0;
      return { state, delayJiffies: [10, 50, 200, 1000][state] ?? 1000, warn: false };
    },
  },
};
