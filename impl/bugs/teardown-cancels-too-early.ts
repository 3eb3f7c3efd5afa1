import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import type { SeededBug } from './seeded-bug.ts';

export const teardownCancelsTooEarly: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The teardown cancels the work before the caches are gone.',
  realistic: 'A trim that is still in progress defers a range, and arms the work again.',
  caughtBy: 'TER-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,magazine=1,stock=4,refusals=1,calls=1',
  design: {
    ...hardened,
    name: 'teardown-cancels-too-early',
    *put(d) {
      yield* d.work.cancelSync('put_iova_domain');
      if (d.caches !== null) yield* this.putCaches(d);
      yield step('put_iova_domain: free every object of the tree', () => this.freeRanges(d));
      return DONE;
    },
  },
};
