import { exponential } from '../../policies/exponential.ts';
import type { PolicyBug } from './policy-bug.ts';

export const resetsAtFailure: PolicyBug<number> = {
  finding: null,
  changes: 'It starts again at every failure: it never backs off, whatever it declares.',
  realistic:
    'The free that arms the work sets the delay back, and the work arms itself by the same ' +
    'function.',
  caughtBy: 'cap',
  policy: {
    ...exponential,
    name: 'resets-at-failure',
    next: () => ({ state: 0, delayJiffies: 10, warn: false }),
  },
};
