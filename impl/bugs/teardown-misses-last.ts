import { hardened } from '../designs/hardened.ts';
import { MARKER } from '../designs/maple.ts';
import type { SeededBug } from './seeded-bug.ts';

export const teardownMissesLast: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The teardown stops before the range that ends with the last pfn.',
  realistic: 'The end of the walk is inclusive, but is compared as if it were exclusive.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'cpus=1,calls=1,refusals=0,reserve=off',
  design: {
    ...hardened,
    name: 'teardown-misses-last',
    freeRanges(d) {
      let at = d.tree.next(0);
      while (at !== null && at.hi < d.space.topPfn) {
        if (at.value !== MARKER) d.objects.free(at.value);
        at = d.tree.next(at.hi + 1);
      }
      d.tree.destroy();
    },
  },
};
