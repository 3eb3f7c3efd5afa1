import { hardened } from '../designs/hardened.ts';
import { doubling } from '../policies/doubling.ts';
import { withPolicy } from '../designs/with-policy.ts';
import { underPolicy } from './parts/under-policy.ts';
import { wideJitter } from './policies/wide-jitter.ts';
import type { SeededBug } from './seeded-bug.ts';

export const underWideJitter: SeededBug<typeof hardened> = underPolicy(
  wideJitter,
  withPolicy(hardened, doubling),
  { caughtBy: 'CST-1', scope: 'cpus=1,pages=2,refusals=8,reserve=off,teardown=off,timers=exact' },
);
