import { flat10ms } from '../../policies/flat-10ms.ts';
import { failed } from '../../policies/policy.ts';
import type { PolicyBug } from './policy-bug.ts';

export const delayZero: PolicyBug<null> = {
  finding: 'F41',
  changes: 'A failed run is followed by the next one at once.',
  realistic: 'queue_work() for queue_delayed_work(): a busy loop for as long as memory is short.',
  caughtBy: 'bounds',
  policy: {
    ...flat10ms,
    name: 'delay-zero',
    next: (state, run) => ({ state, delayJiffies: failed(run) ? 0 : 10, warn: false }),
  },
};
