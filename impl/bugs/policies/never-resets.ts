import { exponential } from '../../policies/exponential.ts';
import { failed } from '../../policies/policy.ts';
import type { PolicyBug } from './policy-bug.ts';

export const neverResets: PolicyBug<number> = {
  finding: null,
  changes: 'Once slow it is slow for ever: no success sets the count of failures back.',
  realistic: 'The count goes up where a run fails; that it has to go down is in the other branch.',
  caughtBy: 'reset',
  policy: {
    ...exponential,
    name: 'never-resets',
    next(runs, run) {
      const state = failed(run) ? Math.min(runs + 1, 3) : runs;
      return { state, delayJiffies: [10, 50, 200, 1000][state] ?? 1000, warn: false };
    },
  },
};
