import { hardened } from '../designs/hardened.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { warnAfterPerRange } from '../policies/warn-after.ts';
import { withPolicy } from '../policies/with-policy.ts';
import { warnsOncePerRange } from './policies/warns-once-per-range.ts';
import type { SeededBug } from './seeded-bug.ts';

const base = withPolicy(hardened, warnAfterPerRange(flat10ms, 10));
const { finding, changes, realistic, policy } = warnsOncePerRange;

/** It is held to what the policy promises that it should have. */
export const underWarnsOncePerRange: SeededBug<typeof hardened> = {
  finding,
  changes,
  realistic,
  caughtBy: 'OBS-1',
  base,
  scope: 'calls=5,pages=2,refusals=12,timers=exact',
  design: { ...base, name: 'under-warns-once-per-range', policy },
};
