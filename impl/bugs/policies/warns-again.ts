import { flat10ms } from '../../policies/flat-10ms.ts';
import { type Warning, warnAfter } from '../../policies/warn-after.ts';
import type { PolicyBug } from './policy-bug.ts';

const warning = warnAfter(flat10ms, 10);

export const warnsAgain: PolicyBug<Warning<null>> = {
  finding: 'F42',
  changes: 'Every failed run from the tenth on writes a log line.',
  realistic: 'The threshold is compared by >=, and no flag says that the line has been written.',
  caughtBy: 'warning',
  policy: {
    ...warning,
    name: 'warns-again',
    next(state, run) {
      const retry = warning.next(state, run);
      return { ...retry, warn: retry.state.failed === 10 };
    },
  },
};
