import type { AllocRequest } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { type Coroutine, step } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import { Atomic } from './parts/atomic.ts';
import type { SeededBug } from './seeded-bug.ts';

interface Domain extends HardenedDomain {
  /** Allocations and frees in progress. */
  readonly inFlight: Atomic<number>;
  /** Something is marked that nobody has armed the work for. */
  readonly unarmed: Atomic<boolean>;
}

export const lastOneOutArms: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'The last of several concurrent calls arms the work, but it reads that it is the last in ' +
    'one step and leaves in another.',
  realistic:
    '`last = atomic_read(&n) == 1; atomic_dec(&n);` for `atomic_dec_and_test()`: two calls each ' +
    'leave it to the other.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'calls=3,pages=2,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'last-one-out-arms',
    init(kernel, setup): Domain {
      return {
        ...hardened.init(kernel, setup),
        inFlight: new Atomic(kernel, 0),
        unarmed: new Atomic(kernel, false),
      };
    },
    *alloc(d: Domain, request: AllocRequest) {
      const quiet = { ...this, arm: () => d.unarmed.set(true) };
      return yield* counted(d, 'alloc_iova', hardened.alloc.call(quiet, d, request));
    },
    *free(d: Domain, pfn: Pfn) {
      const quiet = { ...this, arm: () => d.unarmed.set(true) };
      return yield* counted(d, 'free_iova', hardened.free.call(quiet, d, pfn));
    },
  },
};

function* counted(d: Domain, at: string, call: Coroutine<Outcome>): Coroutine<Outcome> {
  yield step(`${at}: atomic_inc`, () => d.inFlight.set(d.inFlight.get() + 1));
  const outcome = yield* call;
  const last: boolean = yield step(`${at}: atomic_read`, () => d.inFlight.get() === 1);
  yield step(`${at}: atomic_dec`, () => d.inFlight.set(d.inFlight.get() - 1));
  if (!last) return outcome;
  yield step(`${at}: schedule_delayed_work`, () => {
    if (d.unarmed.get()) hardened.arm(d);
    d.unarmed.set(false);
  });
  return outcome;
}
