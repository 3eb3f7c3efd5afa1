import { hardened } from '../designs/hardened.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { withPolicy } from '../policies/with-policy.ts';
import { delayZero } from './policies/delay-zero.ts';
import type { SeededBug } from './seeded-bug.ts';

const base = withPolicy(hardened, flat10ms);
const { finding, changes, realistic, policy } = delayZero;

/** It is held to what the policy promises that it should have. */
export const underDelayZero: SeededBug<typeof hardened> = {
  finding,
  changes,
  realistic,
  caughtBy: 'LIV-2',
  base,
  scope: 'pages=2,refusals=4,timers=exact',
  design: { ...base, name: 'under-delay-zero', policy },
};
