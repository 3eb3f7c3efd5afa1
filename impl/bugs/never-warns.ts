import { hardened } from '../designs/hardened.ts';
import { flat10ms } from '../policies/flat-10ms.ts';
import { withPolicy } from '../designs/with-policy.ts';
import type { SeededBug } from './seeded-bug.ts';

export const neverWarns: SeededBug<typeof hardened> = {
  finding: 'F03',
  changes: 'The work retries every 10 ms and never writes a log line.',
  realistic: 'The policy of 2 June 2026, as Raj found it on 20 June.',
  caughtBy: 'OBS-1',
  base: hardened,
  scope: 'cpus=1,pages=2,refusals=11,reserve=off,teardown=off',
  design: { ...withPolicy(hardened, flat10ms), name: 'never-warns' },
};
