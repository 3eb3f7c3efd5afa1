import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step } from '../kernel/effect.ts';
import type { Depot } from '../caches/depot.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const teardownAwaitsNoTrim: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The teardown cancels the works of the depots, but does not wait for one that runs.',
  realistic: 'cancel_delayed_work() in place of cancel_delayed_work_sync().',
  caughtBy: 'TER-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,magazine=1,stock=4,refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'teardown-awaits-no-trim',
    *freeCaches(d) {
      const { depots } = cachesOf(d);
      let order = 0;
      yield* stepsChanged(hardened.freeCaches.call(this, d), (own) => {
        if (own.at.includes('wait for the running work')) return null;
        if (!own.at.includes('cancel_delayed_work_sync')) return own;
        const depot = depots[order] as Depot;
        order += 1;
        return step(own.at, () => depot.work.cancel());
      });
    },
  },
};
