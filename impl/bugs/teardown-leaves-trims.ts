import { hardened } from '../designs/hardened.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const teardownLeavesTrims: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The teardown does not cancel the works of the depots.',
  realistic: 'They seem to end by themselves: a depot that is empty does not arm its work again.',
  caughtBy: 'TER-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,magazine=1,stock=4,refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'teardown-leaves-trims',
    freeCaches(d) {
      return stepsChanged(hardened.freeCaches.call(this, d), (own) =>
        own.at.includes('cancel_delayed_work_sync') || own.at.includes('wait for the running work')
          ? null
          : own,
      );
    },
  },
};
