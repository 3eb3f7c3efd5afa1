import { keep } from '../designs/backlog.ts';
import { hardened, type HardenedDomain } from '../designs/hardened.ts';
import { Atomic } from './atomic.ts';
import type { SeededBug } from './seeded-bug.ts';

interface Domain extends HardenedDomain {
  readonly warned: Atomic<boolean>;
}

export const warnsOnce: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'That an allocation fails for want of an erase is in the log the first time only.',
  realistic: '`pr_warn_once()`: the second time, days later, nothing names the cause.',
  caughtBy: 'OBS-2',
  base: hardened,
  scope: 'calls=6,pages=3,refusals=4',
  design: {
    ...hardened,
    name: 'warns-once',
    init(kernel, setup): Domain {
      return { ...hardened.init(kernel, setup), warned: new Atomic(kernel, false) };
    },
    place(d: Domain, request, object, drained) {
      const waiting = d.deferred.get();
      if (waiting !== null && d.warned.get()) keep(d, { ...waiting, told: true });
      const outcome = hardened.place.call(this, d, request, object, drained);
      if (d.deferred.get()?.told === true) d.warned.set(true);
      return outcome;
    },
  },
};
