import { flat10ms } from '../../policies/flat-10ms.ts';
import { type RangeWarning, warnAfterPerRange } from '../../policies/warn-after.ts';
import type { PolicyBug } from './policy-bug.ts';

const early = warnAfterPerRange(flat10ms, 9);

export const warnsEarlyPerRange: PolicyBug<RangeWarning<null>> = {
  finding: 'F42',
  changes: 'The log line comes at the ninth try of a range, not at the tenth.',
  realistic: 'The erase in the free itself is counted as a try.',
  caughtBy: 'warning',
  policy: {
    ...early,
    name: 'warns-early-per-range',
    warns: { after: 10, per: 'range' },
  },
};
