import { failed } from '../../policies/policy.ts';
import { neverResets } from './never-resets.ts';
import type { PolicyBug } from './policy-bug.ts';

export const remembers: PolicyBug<number> = {
  finding: null,
  changes:
    'A success resets the delay but not the count, so the next failure goes on where the last ' +
    'one was.',
  realistic: 'Delay and count are two fields that say the same, and only one is reset.',
  caughtBy: 'reset',
  policy: {
    ...neverResets.policy,
    name: 'remembers',
    next(runs, run) {
      const retry = neverResets.policy.next(runs, run);
      return failed(run) ? retry : { ...retry, delayJiffies: 10 };
    },
  },
};
