import { doubling } from '../../policies/doubling.ts';
import { failed } from '../../policies/policy.ts';
import type { PolicyBug } from './policy-bug.ts';

export const noCap: PolicyBug<number> = {
  finding: 'F41',
  changes: 'The delay doubles for ever: there is no cap, and no end of the states.',
  realistic:
    'The cap of about a second is a half sentence of the proposal: the first version goes ' +
    'without.',
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
