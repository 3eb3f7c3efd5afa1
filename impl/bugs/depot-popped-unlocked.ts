import { hardened } from '../designs/hardened.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const depotPoppedUnlocked: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'An allocation takes a magazine of the depot without the lock of the depot.',
  realistic: 'It holds the lock of its cache, and the depot is part of the same structure.',
  caughtBy: 'LCK-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,stock=3,refusals=0,calls=3',
  design: {
    ...hardened,
    name: 'depot-popped-unlocked',
    cacheGet(d, sizePages, limit) {
      return stepsChanged(hardened.cacheGet.call(this, d, sizePages, limit), (own) =>
        own.at.endsWith('lock the depot') ? null : own,
      );
    },
  },
};
