import { flat10ms } from '../../policies/flat-10ms.ts';
import type { PolicyBug } from './policy-bug.ts';

export const warnsAcrossSuccess: PolicyBug<number> = {
  finding: 'F42',
  changes:
    'A run that erases something does not reset the count of failures that leads to the log line.',
  realistic: 'The count is reset where the backlog is empty, not where the work makes progress.',
  caughtBy: 'warning',
  policy: {
    ...flat10ms,
    name: 'warns-across-success',
    initial: 0,
    resetsOn: 'drain',
    warns: { after: 10, per: 'domain' },
    next(runs, run) {
      const state = run.left === 0 ? 0 : run.erased > 0 ? runs : Math.min(runs + 1, 10);
      return { state, delayJiffies: 10, warn: state === 10 && runs < 10 };
    },
  },
};
