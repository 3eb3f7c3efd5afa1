import { flat10ms } from '../../policies/flat-10ms.ts';
import type { PolicyBug } from './policy-bug.ts';

export const warnsAgainPerRange: PolicyBug<null> = {
  finding: 'F42',
  changes: 'Every failed run writes a log line once some range has been tried ten times.',
  realistic: 'The counter is in the range, and nothing says whether its line has been written.',
  caughtBy: 'warning',
  policy: {
    ...flat10ms,
    name: 'warns-again-per-range',
    warns: { after: 10, per: 'range' },
    next: (state, { tries }) => ({ state, delayJiffies: 10, warn: tries >= 10 }),
  },
};
