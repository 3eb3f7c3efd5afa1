import { flat10ms } from '../../policies/flat-10ms.ts';
import type { PolicyBug } from './policy-bug.ts';

export const warnsOncePerRange: PolicyBug<boolean> = {
  finding: null,
  changes: 'There is one line about the first range, and none about any later one.',
  realistic:
    'WARN_ONCE(), as the proposal of 20 June 2026 has it: once for each boot, not for each ' +
    'episode.',
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
