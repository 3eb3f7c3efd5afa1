import { hardened } from '../designs/hardened.ts';
import { doubling } from '../policies/doubling.ts';
import { withPolicy } from '../policies/with-policy.ts';
import { wideJitter } from './policies/wide-jitter.ts';
import type { SeededBug } from './seeded-bug.ts';

const base = withPolicy(hardened, doubling);
const { finding, changes, realistic, policy } = wideJitter;

/** It is held to what the policy promises that it should have. */
export const underWideJitter: SeededBug<typeof hardened> = {
  finding,
  changes,
  realistic,
  caughtBy: 'CST-1',
  base,
  scope: 'pages=2,refusals=8,timers=exact',
  design: { ...base, name: 'under-wide-jitter', policy },
};
