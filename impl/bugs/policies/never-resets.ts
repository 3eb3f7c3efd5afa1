import { exponential } from '../../policies/exponential.ts';
import { failed } from '../../policies/policy.ts';
import type { PolicyBug } from './policy-bug.ts';

export const neverResets: PolicyBug<number> = {
  finding: null,
  changes: 'No success sets the count of failures back, so the delay stays long for ever.',
  realistic: 'The failing branch counts up, and the other branch is left without a reset.',
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
