import { hardened } from '../designs/hardened.ts';
import { doubling } from '../policies/doubling.ts';
import { withPolicy } from '../policies/with-policy.ts';
import { unsignedShift } from './policies/unsigned-shift.ts';
import type { SeededBug } from './seeded-bug.ts';

const base = withPolicy(hardened, doubling);
const { finding, changes, realistic, policy } = unsignedShift;

/** It is held to what the policy promises that it should have. */
export const underUnsignedShift: SeededBug<typeof hardened> = {
  finding,
  changes,
  realistic,
  caughtBy: 'LIV-2',
  base,
  scope: 'pages=2,refusals=16,timers=exact',
  design: { ...base, name: 'under-unsigned-shift', policy },
};
