import { hardened } from '../designs/hardened.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { warnAfter } from '../policies/warn-after.ts';
import { withPolicy } from '../designs/with-policy.ts';
import { underPolicy } from './parts/under-policy.ts';
import { warnsNever } from './policies/warns-never.ts';
import type { SeededBug } from './seeded-bug.ts';

export const underWarnsNever: SeededBug<typeof hardened> = underPolicy(
  warnsNever,
  withPolicy(hardened, warnAfter(flat10ms, 10)),
  { caughtBy: 'OBS-1', scope: 'cpus=1,pages=2,refusals=11,reserve=off,teardown=off,timers=exact' },
);
