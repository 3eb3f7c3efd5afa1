import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const postponesAtEveryFree: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'Every free that leaves something deferred moves the work to a second from now.',
  realistic: '`mod_delayed_work()` waits for a quiet moment, which a busy machine does not have.',
  caughtBy: 'LIV-1',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,refusals=1,reserve=off,teardown=off,timers=exact',
  design: {
    ...hardened,
    name: 'postpones-at-every-free',
    *remove(d, object, at) {
      yield* hardened.remove.call(this, d, object, at);
      yield step(`${at}: mod_delayed_work`, () => {
        if (d.deferred.get() !== null) d.work.modify(d.retry.policy.capJiffies);
      });
    },
  },
};
