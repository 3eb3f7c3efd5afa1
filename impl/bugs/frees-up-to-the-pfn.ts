import { hardened } from '../designs/hardened.ts';
import type { Ptr } from '../kernel/slab.ts';
import { afterStep } from './parts/after-step.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesUpToThePfn: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free ends with the pfn that it names: pages above stay.',
  realistic:
    'The pfn is taken for the end of the range: callers name its first page, and ' +
    'most ranges have one.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'calls=2',
  design: {
    ...hardened,
    name: 'frees-up-to-the-pfn',
    free(d, pfn) {
      const shorten = (object: Ptr | null): void => {
        if (object !== null) d.objects.write(object, 'hi', pfn);
      };
      return afterStep(hardened.free.call(this, d, pfn), 'free_iova: look up', shorten);
    },
  },
};
