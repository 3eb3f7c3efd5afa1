import { doubling } from '../../policies/doubling.ts';
import { failed } from '../../policies/policy.ts';
import type { PolicyBug } from './policy-bug.ts';

export const noCap: PolicyBug<number> = {
  finding: 'F41',
  changes: 'The delay doubles without a cap, and so without end.',
  realistic: 'The cap is half a sentence of the proposal, and a first version does without.',
  caughtBy: 'malformed',
  policy: {
    ...doubling,
    name: 'no-cap',
    next(last, run) {
      const delayJiffies = failed(run) ? 2 * last : 10;
      return { state: delayJiffies, delayJiffies, warn: false };
    },
  },
};
