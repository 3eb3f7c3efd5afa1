import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const drainsAtOnce: SeededBug<typeof hardened> = {
  finding: 'F07',
  changes: 'A drain is one critical section, however many markers there are.',
  realistic: 'As on 18 August 2026, where markers were thought to lie close together.',
  caughtBy: 'LIV-3',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,fillers=1000,reserve=off,teardown=off',
  design: { ...hardened, name: 'drains-at-once', batchEntries: Infinity },
};
