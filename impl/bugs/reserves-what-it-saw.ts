import type { Pfn } from '../../model/range.ts';
import { refused } from '../designs/design.ts';
import { allocateObject, freeObjectMemory } from '../designs/domain.ts';
import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { storeRange } from '../designs/maple.ts';
import type { Overlap } from '../designs/reserve-whole.ts';
import { asking, step } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reservesWhatItSaw: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'A reservation looks for what it overlaps, drops the lock to get its object, and then frees ' +
    'what it saw before.',
  realistic:
    'A reservation may sleep, so it uses GFP_KERNEL without the lock, and two of them free the ' +
    'same object.',
  caughtBy: 'MEM-2',
  base: hardened,
  scope: 'calls=3,pages=2,refusals=0,teardown=off',
  design: {
    ...hardened,
    name: 'reserves-what-it-saw',
    *reserve(d: HardenedDomain, lo: Pfn, hi: Pfn) {
      yield d.lock.lockIrqsave('reserve_iova: lock');
      const met: Overlap = yield step('reserve_iova: merge overlapped', () =>
        this.overlapped(d, { lo, hi }),
      );
      yield d.lock.unlock('reserve_iova: unlock');
      if (met.covering !== null) return { kind: 'done', range: met.covering };
      const object: Ptr | null = yield allocateObject(d, 'reserve_iova: object');
      if (object === null) return refused('reserve_iova: object refused');
      yield d.lock.lockIrqsave('reserve_iova: lock again');
      const outcome: Outcome = yield asking('reserve_iova: store', () => {
        const { merged, objects } = met;
        if (!storeRange(d, merged, object)) return refused('reserve_iova: store refused');
        for (const superseded of objects) d.objects.free(superseded);
        return { kind: 'done', range: merged };
      });
      yield d.lock.unlock('reserve_iova: unlock');
      if (outcome.kind === 'refused') {
        yield freeObjectMemory(d, object, 'reserve_iova: free the object');
      }
      return outcome;
    },
  },
};
