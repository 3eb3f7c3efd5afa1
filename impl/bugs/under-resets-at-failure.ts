import { hardened } from '../designs/hardened.ts';
import { exponential } from '../policies/exponential.ts';
import { withPolicy } from '../designs/with-policy.ts';
import { underPolicy } from './parts/under-policy.ts';
import { resetsAtFailure } from './policies/resets-at-failure.ts';
import type { SeededBug } from './seeded-bug.ts';

export const underResetsAtFailure: SeededBug<typeof hardened> = underPolicy(
  resetsAtFailure,
  withPolicy(hardened, exponential),
  { caughtBy: 'CST-1', scope: 'cpus=1,pages=2,reserve=off,teardown=off,timers=exact' },
);
