import { flat10ms } from '../../policies/flat-10ms.ts';
import { type Warning, warnAfter } from '../../policies/warn-after.ts';
import type { PolicyBug } from './policy-bug.ts';

const warning = warnAfter(flat10ms, 10);

export const warnsAtSuccess: PolicyBug<Warning<null>> = {
  finding: 'F42',
  changes: 'A run that erases something after ten failures writes one more log line.',
  realistic: 'The threshold is tested before the count is reset.',
  caughtBy: 'warning',
  policy: {
    ...warning,
    name: 'warns-at-success',
    next(state, run) {
      const retry = warning.next(state, run);
      return { ...retry, warn: retry.warn || (state.failed === 10 && run.erased > 0) };
    },
  },
};
