import type { AllocRequest } from '../../model/call.ts';
import type { Range } from '../../model/range.ts';
import { granted, refused } from '../designs/design.ts';
import { allocateObject, freeObjectMemory } from '../designs/domain.ts';
import { hardened, type HardenedDomain } from '../designs/hardened.ts';
import { PLACE, searchGap } from '../designs/maple.ts';
import { asking, step } from '../kernel/effect.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

export const storesAfterUnlock: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'An allocation that has drained finds a gap, drops the lock, and stores into that gap ' +
    'without looking again.',
  realistic:
    'A drain may take long, so others are let in before the store; the usual path has no such ' +
    'break.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'irqs=1,calls=4,pages=3,refusals=1',
  design: {
    ...hardened,
    name: 'stores-after-unlock',
    *alloc(d: HardenedDomain, request: AllocRequest) {
      const object: Ptr | null = yield allocateObject(d, 'alloc_iova: object');
      if (object === null) return refused('alloc_iova: object refused');
      yield d.lock.lockIrqsave(`${PLACE}: lock`);
      let outcome: Outcome | null = yield asking(`${PLACE}: search and store`, () =>
        this.place(d, request, object, null),
      );
      if (outcome === null) {
        const batch = yield* this.drain(d, PLACE, 0);
        const found: Range | null = yield step(`${PLACE}: search`, () => searchGap(d, request));
        yield d.lock.unlock(`${PLACE}: unlock`);
        yield d.lock.lockIrqsave(`${PLACE}: lock`);
        outcome = yield asking(`${PLACE}: search and store`, () => {
          if (found === null) return this.place(d, request, object, { ...batch, end: 'refused' });
          d.objects.write(object, 'lo', found.lo);
          d.objects.write(object, 'hi', found.hi);
          const stored = d.tree.store(found.lo, found.hi, object);
          return stored ? granted(found) : refused(`${PLACE}: store refused`);
        });
      }
      yield d.lock.unlock(`${PLACE}: unlock`);
      if (outcome !== null && outcome.kind !== 'refused') return outcome;
      yield freeObjectMemory(d, object, 'alloc_iova: free the object');
      return outcome ?? refused(`${PLACE}: search failed`);
    },
  },
};
