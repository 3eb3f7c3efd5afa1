import { doubling } from '../../policies/doubling.ts';
import { rowAfter } from '../parts/row-after.ts';
import type { PolicyBug } from './policy-bug.ts';

export const wideJitter: PolicyBug<number> = {
  finding: null,
  changes: 'Every other delay is three times what doubling makes it, so the next one is shorter.',
  realistic: 'The jitter is larger than the step from one delay to the next.',
  caughtBy: 'failure',
  policy: {
    ...doubling,
    name: 'wide-jitter',
    initial: 0,
    next(runs, run) {
      const state = rowAfter(runs, run, 6);
      const delayJiffies = 10 * 2 ** state * (state % 2 === 1 ? 3 : 1);
      return { state, delayJiffies: Math.min(delayJiffies, 1000), warn: false };
    },
  },
};
