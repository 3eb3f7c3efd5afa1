import { exponential } from '../../policies/exponential.ts';
import type { PolicyBug } from './policy-bug.ts';

export const resetsAtFailure: PolicyBug<number> = {
  finding: null,
  changes: 'Every failure resets the delay, so there is no backoff.',
  realistic:
    'The free that arms the work resets the delay, and the work arms itself by the same function.',
  caughtBy: 'cap',
  policy: {
    ...exponential,
    name: 'resets-at-failure',
    next: () => ({ state: 0, delayJiffies: 10, warn: false }),
  },
};
