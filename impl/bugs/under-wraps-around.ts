import { hardened } from '../designs/hardened.ts';
import { exponential } from '../policies/exponential.ts';
import { withPolicy } from '../designs/with-policy.ts';
import { underPolicy } from './parts/under-policy.ts';
import { wrapsAround } from './policies/wraps-around.ts';
import type { SeededBug } from './seeded-bug.ts';

export const underWrapsAround: SeededBug<typeof hardened> = underPolicy(
  wrapsAround,
  withPolicy(hardened, exponential),
  { caughtBy: 'CST-1', scope: 'cpus=1,pages=2,refusals=5,reserve=off,teardown=off,timers=exact' },
);
