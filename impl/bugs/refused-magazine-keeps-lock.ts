import { hardened } from '../designs/hardened.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const refusedMagazineKeepsLock: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free that was refused a magazine keeps the lock of its cache.',
  realistic: 'An early return before the unlock.',
  caughtBy: 'LCK-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,stock=2,refusals=1,calls=3',
  design: {
    ...hardened,
    name: 'refused-magazine-keeps-lock',
    cacheInsert(d, pfn, order) {
      return stepsChanged(hardened.cacheInsert.call(this, d, pfn, order), (own, before) =>
        before === 'refused' ? null : own,
      );
    },
  },
};
