import { hardened } from '../designs/hardened.ts';
import { storeRange } from '../designs/maple.ts';
import type { SeededBug } from './seeded-bug.ts';

export const miscounts: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A reservation over markers leaves those that it overwrites in the count.',
  realistic: 'The window of 18 August 2026 could be left as it was there, but a count cannot.',
  caughtBy: 'OBS-2',
  base: hardened,
  scope: 'cpus=1,calls=9,pages=2,refusals=4,teardown=off',
  design: {
    ...hardened,
    name: 'miscounts',
    storeReserved: storeRange,
  },
};
