import { hardened } from '../designs/hardened.ts';
import type { Pfn } from '../../model/range.ts';
import { granted } from '../designs/design.ts';
import type { SeededBug } from './seeded-bug.ts';

export const sizesAsAsked: SeededBug<typeof hardened> = {
  finding: 'F39',
  changes: 'Sizes are not rounded up to a power of two.',
  realistic: 'The range that is freed enters the class of longer ones.',
  caughtBy: 'REQ-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=2,classes=2,refusals=0',
  design: {
    ...hardened,
    name: 'sizes-as-asked',
    *allocFast(d, { sizePages, limit, flush }) {
      const cached: Pfn = yield* this.cacheGet(d, sizePages, limit);
      if (cached !== 0) return granted({ lo: cached, hi: cached + sizePages - 1 });
      const request = { fn: 'alloc', sizePages, limit, aligned: true } as const;
      const outcome = yield* this.alloc(d, request);
      if (outcome.kind !== 'refused' || !flush) return outcome;
      yield* this.flush(d);
      return yield* this.alloc(d, request);
    },
  },
};
