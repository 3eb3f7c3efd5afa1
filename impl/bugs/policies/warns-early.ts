import { flat10ms } from '../../policies/flat-10ms.ts';
import { type Warning, warnAfter } from '../../policies/warn-after.ts';
import type { PolicyBug } from './policy-bug.ts';

const early = warnAfter(flat10ms, 9);

export const warnsEarly: PolicyBug<Warning<null>> = {
  finding: 'F42',
  changes: 'The log line comes at the ninth failed run, not at the tenth.',
  realistic: 'The count begins at 1.',
  caughtBy: 'warning',
  policy: {
    ...early,
    name: 'warns-early',
    warns: { after: 10, per: 'domain' },
  },
};
