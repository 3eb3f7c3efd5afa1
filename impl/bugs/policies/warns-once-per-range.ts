import { flat10ms } from '../../policies/flat-10ms.ts';
import type { PolicyBug } from './policy-bug.ts';

export const warnsOncePerRange: PolicyBug<boolean> = {
  finding: null,
  changes: 'The first range that is tried ten times gets a log line, and no later one does.',
  realistic:
    'WARN_ONCE(), as proposed on 20 June 2026, warns once for each boot, not for each episode.',
  caughtBy: 'warning',
  policy: {
    ...flat10ms,
    name: 'warns-once-per-range',
    initial: false,
    warns: { after: 10, per: 'range' },
    next: (warned, { tries }) => ({
      state: warned || tries >= 10,
      delayJiffies: 10,
      warn: !warned && tries >= 10,
    }),
  },
};
