import type { Pfn } from '../../model/range.ts';
import { type HardenedDomain, hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import { Atomic } from './atomic.ts';
import type { SeededBug } from './seeded-bug.ts';

interface Domain extends HardenedDomain {
  /** Calls of `free_iova()` in progress. */
  readonly inFlight: Atomic<number>;
}

export const lastOneOutArms: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'Of frees that run at the same time the last to end arms the work; that it is the last it ' +
    'reads in one step, and it leaves in another.',
  realistic:
    '`if (atomic_read(&n) == 1) arm(); atomic_dec(&n);` instead of `atomic_dec_and_test()`: two ' +
    'frees each leave it to the other.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'cpus=2,calls=4,pages=2,refusals=1',
  design: {
    ...hardened,
    name: 'last-one-out-arms',
    init(kernel, setup): Domain {
      return { ...hardened.init(kernel, setup), inFlight: new Atomic(kernel, 0) };
    },
    *free(d: Domain, pfn: Pfn) {
      yield step('free_iova: atomic_inc', () => d.inFlight.set(d.inFlight.get() + 1));
      yield* hardened.free.call({ ...this, arm: () => undefined }, d, pfn);
      const others: boolean = yield step('free_iova: atomic_read', () => d.inFlight.get() > 1);
      if (!others) {
        yield d.lock.lockIrqsave('free_iova: lock');
        yield step('free_iova: schedule_delayed_work', () => {
          if (d.deferred.get() !== null) this.arm(d);
        });
        yield d.lock.unlock('free_iova: unlock');
      }
      yield step('free_iova: atomic_dec', () => d.inFlight.set(d.inFlight.get() - 1));
      return DONE;
    },
  },
};
