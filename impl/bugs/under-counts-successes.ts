import { hardened } from '../designs/hardened.ts';
import { exponential } from '../policies/exponential.ts';
import { withPolicy } from '../designs/with-policy.ts';
import { underPolicy } from './parts/under-policy.ts';
import { countsSuccesses } from './policies/counts-successes.ts';
import type { SeededBug } from './seeded-bug.ts';

export const underCountsSuccesses: SeededBug<typeof hardened> = underPolicy(
  countsSuccesses,
  withPolicy(hardened, exponential),
  { caughtBy: 'CST-1', scope: 'cpus=1,pages=2,reserve=off,teardown=off,timers=exact' },
);
