import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesMarkers: SeededBug<typeof hardened> = {
  finding: 'F22',
  changes: 'The teardown frees markers as if they were objects.',
  realistic: 'Howlett, 18 June 2026: every walk of the tree has to know the special value.',
  caughtBy: 'MEM-2',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off',
  design: {
    ...hardened,
    name: 'frees-markers',
    freeRanges(d) {
      for (const { value } of d.tree.entries()) d.objects.free(value);
      d.tree.destroy();
    },
  },
};
