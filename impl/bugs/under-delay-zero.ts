import { hardened } from '../designs/hardened.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { withPolicy } from '../designs/with-policy.ts';
import { underPolicy } from './parts/under-policy.ts';
import { delayZero } from './policies/delay-zero.ts';
import type { SeededBug } from './seeded-bug.ts';

export const underDelayZero: SeededBug<typeof hardened> = underPolicy(
  delayZero,
  withPolicy(hardened, flat10ms),
  { caughtBy: 'LIV-2', scope: 'cpus=1,pages=2,refusals=4,reserve=off,teardown=off,timers=exact' },
);
