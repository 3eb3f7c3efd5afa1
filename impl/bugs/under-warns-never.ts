import { hardened } from '../designs/hardened.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { warnAfter } from '../policies/warn-after.ts';
import { withPolicy } from '../policies/with-policy.ts';
import { warnsNever } from './policies/warns-never.ts';
import type { SeededBug } from './seeded-bug.ts';

const base = withPolicy(hardened, warnAfter(flat10ms, 10));
const { finding, changes, realistic, policy } = warnsNever;

/** It is held to what the policy promises that it should have. */
export const underWarnsNever: SeededBug<typeof hardened> = {
  finding,
  changes,
  realistic,
  caughtBy: 'OBS-1',
  base,
  scope: 'pages=2,refusals=11,timers=exact',
  design: { ...base, name: 'under-warns-never', policy },
};
