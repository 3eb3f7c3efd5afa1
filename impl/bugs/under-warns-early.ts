import { hardened } from '../designs/hardened.ts';
import { withPolicy } from '../designs/with-policy.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { warnAfter } from '../policies/warn-after.ts';
import { underPolicy } from './parts/under-policy.ts';
import { warnsEarly } from './policies/warns-early.ts';
import type { SeededBug } from './seeded-bug.ts';

export const underWarnsEarly: SeededBug<typeof hardened> = underPolicy(
  warnsEarly,
  withPolicy(hardened, warnAfter(flat10ms, 10)),
  { caughtBy: 'OBS-1', scope: 'cpus=1,pages=2,refusals=10,reserve=off,teardown=off,timers=exact' },
);
