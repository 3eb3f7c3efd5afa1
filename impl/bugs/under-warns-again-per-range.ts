import { hardened } from '../designs/hardened.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { warnAfterPerRange } from '../policies/warn-after.ts';
import { withPolicy } from '../policies/with-policy.ts';
import { warnsAgainPerRange } from './policies/warns-again-per-range.ts';
import type { SeededBug } from './seeded-bug.ts';

const base = withPolicy(hardened, warnAfterPerRange(flat10ms, 10));
const { finding, changes, realistic, policy } = warnsAgainPerRange;

/** It is held to what the policy promises that it should have. */
export const underWarnsAgainPerRange: SeededBug<typeof hardened> = {
  finding,
  changes,
  realistic,
  caughtBy: 'OBS-1',
  base,
  scope: 'pages=2,refusals=12,timers=exact',
  design: { ...base, name: 'under-warns-again-per-range', policy },
};
