import type { AllocRequest } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { step } from '../kernel/effect.ts';
import { Atomic } from './parts/atomic.ts';
import { freeInTwoSections } from './parts/free-in-two-sections.ts';
import type { SeededBug } from './seeded-bug.ts';

interface Domain extends HardenedDomain {
  /** Allocations on their way to the lock. */
  readonly allocating: Atomic<number>;
}

export const leavesToAllocation: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'A free does not arm the work if it has seen an allocation on its way, which would arm it; ' +
    'but it looks in the critical section before the one that marks.',
  realistic:
    'Arming once instead of twice is cheaper, but the allocation may be over by the time the ' +
    'range is marked.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'calls=3,pages=2,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'leaves-to-allocation',
    init(kernel, setup): Domain {
      return { ...hardened.init(kernel, setup), allocating: new Atomic(kernel, 0) };
    },
    *alloc(d: Domain, request: AllocRequest) {
      yield step('alloc_iova: announce', () => d.allocating.set(d.allocating.get() + 1));
      const outcome = yield* hardened.alloc.call(this, d, request);
      yield d.lock.lockIrqsave('alloc_iova: lock');
      yield step('alloc_iova: arm for what is left', () => {
        d.allocating.set(d.allocating.get() - 1);
        if (d.deferred.get() !== null) this.arm(d);
      });
      yield d.lock.unlock('alloc_iova: unlock');
      return outcome;
    },
    free(d: Domain, pfn: Pfn) {
      return freeInTwoSections(this, d, pfn, () => d.allocating.get() > 0);
    },
  },
};
