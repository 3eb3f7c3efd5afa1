import { hardened } from '../designs/hardened.ts';
import { exponential } from '../policies/exponential.ts';
import { withPolicy } from '../designs/with-policy.ts';
import { underPolicy } from './parts/under-policy.ts';
import { capNotApplied } from './policies/cap-not-applied.ts';
import type { SeededBug } from './seeded-bug.ts';

export const underCapNotApplied: SeededBug<typeof hardened> = underPolicy(
  capNotApplied,
  withPolicy(hardened, exponential),
  { caughtBy: 'LIV-1', scope: 'cpus=1,pages=2,refusals=5,reserve=off,teardown=off,timers=exact' },
);
