import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const restsForEver: SeededBug<typeof hardened> = {
  finding: 'F28',
  changes: 'The work does not arm itself again when it leaves something.',
  realistic: 'Only a free arms it: easily forgotten, and on a quiet machine nobody notices.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'cpus=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'rests-for-ever',
    rearm: () => step('iova_deferred_free_work: re-arm', () => undefined),
  },
};
