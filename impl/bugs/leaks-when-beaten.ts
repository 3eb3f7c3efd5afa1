import type { Pfn } from '../../model/range.ts';
import { refused } from '../designs/design.ts';
import { freeObjectMemory } from '../designs/domain.ts';
import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { asking, step } from '../kernel/effect.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

export const leaksWhenBeaten: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'A reservation gets its object without the lock, and leaks it if somebody else has reserved ' +
    'the range when it looks again.',
  realistic:
    'GFP_KERNEL needs the lock dropped, and the second look returns without freeing the object.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'pages=2,refusals=0',
  design: {
    ...hardened,
    name: 'leaks-when-beaten',
    *reserve(d: HardenedDomain, lo: Pfn, hi: Pfn) {
      const isCovered = (): boolean => this.overlapped(d, { lo, hi }).covering !== null;
      yield d.lock.lockIrqsave('reserve_iova: lock to look');
      const covered: boolean = yield step('reserve_iova: look', isCovered);
      yield d.lock.unlock('reserve_iova: unlock');
      if (covered) return yield* hardened.reserve.call(this, d, lo, hi);
      const spare: Ptr | null = yield asking('reserve_iova: GFP_KERNEL', () =>
        d.objects.allocate(),
      );
      if (spare === null) return refused('reserve_iova: object refused');
      yield d.lock.lockIrqsave('reserve_iova: lock to look');
      const beaten: boolean = yield step('reserve_iova: look', isCovered);
      yield d.lock.unlock('reserve_iova: unlock');
      if (beaten) return { kind: 'done', range: { lo, hi } };
      yield freeObjectMemory(d, spare, 'reserve_iova: free the object');
      return yield* hardened.reserve.call(this, d, lo, hi);
    },
  },
};
