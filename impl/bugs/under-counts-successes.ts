import { hardened } from '../designs/hardened.ts';
import { exponential } from '../policies/exponential.ts';
import { withPolicy } from '../policies/with-policy.ts';
import { countsSuccesses } from './policies/counts-successes.ts';
import type { SeededBug } from './seeded-bug.ts';

const base = withPolicy(hardened, exponential);
const { finding, changes, realistic, policy } = countsSuccesses;

/** It is held to what the policy promises that it should have. */
export const underCountsSuccesses: SeededBug<typeof hardened> = {
  finding,
  changes,
  realistic,
  caughtBy: 'CST-1',
  base,
  scope: 'pages=2,refusals=2,timers=exact',
  design: { ...base, name: 'under-counts-successes', policy },
};
