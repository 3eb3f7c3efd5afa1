import { exponential } from '../../policies/exponential.ts';
import { failed } from '../../policies/policy.ts';
import type { PolicyBug } from './policy-bug.ts';

export const wrapsAround: PolicyBug<number> = {
  finding: null,
  changes: 'A failure after the longest delay begins again with the shortest.',
  realistic: 'The index into the table of delays is taken modulo its length to keep it in bounds.',
  caughtBy: 'failure',
  policy: {
    ...exponential,
    name: 'wraps-around',
    next(runs, run) {
      const state = failed(run) ? (runs + 1) % 4 : 0;
      return { state, delayJiffies: [10, 50, 200, 1000][state] ?? 1000, warn: false };
    },
  },
};
