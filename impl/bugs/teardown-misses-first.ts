import { hardened } from '../designs/hardened.ts';
import { MARKER } from '../designs/maple.ts';
import type { SeededBug } from './seeded-bug.ts';

export const teardownMissesFirst: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The teardown steps to the next range before it has freed the first one.',
  realistic: 'A test for an empty tree moves the cursor, and the loop goes on from there.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'cpus=1,calls=1,refusals=0,reserve=off',
  design: {
    ...hardened,
    name: 'teardown-misses-first',
    freeRanges(d) {
      let at = d.tree.next(0);
      while (at !== null) {
        at = d.tree.next(at.hi + 1);
        if (at !== null && at.value !== MARKER) d.objects.free(at.value);
      }
      d.tree.destroy();
    },
  },
};
