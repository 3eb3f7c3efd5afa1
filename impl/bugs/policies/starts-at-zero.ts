import { flat10ms } from '../../policies/flat-10ms.ts';
import type { PolicyBug } from './policy-bug.ts';

export const startsAtZero: PolicyBug<null> = {
  finding: 'F41',
  changes: 'A free arms the work to run at once.',
  realistic: 'The first try seems to cost nothing, but memory has failed at this very moment.',
  caughtBy: 'bounds',
  policy: {
    ...flat10ms,
    name: 'starts-at-zero',
    startJiffies: 0,
  },
};
