import { failed } from '../../policies/policy.ts';
import { neverResets } from './never-resets.ts';
import type { PolicyBug } from './policy-bug.ts';

export const remembers: PolicyBug<number> = {
  finding: null,
  changes:
    'After a success the delay is that of the start, but the next failure goes on where it ' +
    'was.',
  realistic: 'The delay is set back and the count is not: two fields that say the same.',
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
