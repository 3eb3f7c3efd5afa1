import { flat10ms } from '../../policies/flat-10ms.ts';
import type { PolicyBug } from './policy-bug.ts';

export const warnsNever: PolicyBug<null> = {
  finding: null,
  changes: 'There is no log line, although one is declared.',
  realistic: 'As on 2 June 2026, with a threshold in the description only.',
  caughtBy: 'warning',
  policy: {
    ...flat10ms,
    name: 'warns-never',
    warns: { after: 10, per: 'domain' },
  },
};
