import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const looksUpMarkers: SeededBug<typeof hardened> = {
  finding: 'F22',
  changes: 'free_iova() of a deferred page takes the marker for an object.',
  realistic:
    'find_iova() and free_iova() each look up by themselves, and only the first was changed.',
  caughtBy: 'MEM-1',
  base: hardened,
  scope: 'calls=3,refusals=1,callers=careless',
  design: {
    ...hardened,
    name: 'looks-up-markers',
    free(d, pfn) {
      return stepsChanged(hardened.free.call(this, d, pfn), (own) =>
        own.at === 'free_iova: look up' ? step(own.at, () => d.tree.find(pfn)?.value ?? null) : own,
      );
    },
  },
};
