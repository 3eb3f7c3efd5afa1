import { hardened } from '../designs/hardened.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { warnAfter } from '../policies/warn-after.ts';
import { withPolicy } from '../policies/with-policy.ts';
import { warnsAgain } from './policies/warns-again.ts';
import type { SeededBug } from './seeded-bug.ts';

const base = withPolicy(hardened, warnAfter(flat10ms, 10));
const { finding, changes, realistic, policy } = warnsAgain;

/** It is held to what the policy promises that it should have. */
export const underWarnsAgain: SeededBug<typeof hardened> = {
  finding,
  changes,
  realistic,
  caughtBy: 'OBS-1',
  base,
  scope: 'pages=2,refusals=12,timers=exact',
  design: { ...base, name: 'under-warns-again', policy },
};
