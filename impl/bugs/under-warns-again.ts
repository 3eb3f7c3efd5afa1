import { hardened } from '../designs/hardened.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { warnAfter } from '../policies/warn-after.ts';
import { withPolicy } from '../designs/with-policy.ts';
import { underPolicy } from './parts/under-policy.ts';
import { warnsAgain } from './policies/warns-again.ts';
import type { SeededBug } from './seeded-bug.ts';

export const underWarnsAgain: SeededBug<typeof hardened> = underPolicy(
  warnsAgain,
  withPolicy(hardened, warnAfter(flat10ms, 10)),
  { caughtBy: 'OBS-1', scope: 'cpus=1,pages=2,refusals=12,reserve=off,teardown=off,timers=exact' },
);
