import { hardened } from '../designs/hardened.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { warnAfterPerRange } from '../policies/warn-after.ts';
import { withPolicy } from '../designs/with-policy.ts';
import { underPolicy } from './parts/under-policy.ts';
import { warnsAgainPerRange } from './policies/warns-again-per-range.ts';
import type { SeededBug } from './seeded-bug.ts';

export const underWarnsAgainPerRange: SeededBug<typeof hardened> = underPolicy(
  warnsAgainPerRange,
  withPolicy(hardened, warnAfterPerRange(flat10ms, 10)),
  { caughtBy: 'OBS-1', scope: 'cpus=1,pages=2,refusals=12,reserve=off,teardown=off,timers=exact' },
);
