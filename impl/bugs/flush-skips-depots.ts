import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushSkipsDepots: SeededBug<typeof hardened> = {
  finding: 'F36',
  changes: 'A flush empties the caches of the CPUs, but not the depots.',
  realistic: 'Depots came later than the flush, and on a small machine they are mostly empty.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=4,' +
    'calls=1,refusals=0',
  design: {
    ...hardened,
    name: 'flush-skips-depots',
    *freeDepots() {
      yield step('free_global_cached_iovas: nothing', () => undefined);
    },
  },
};
