import { MARKER } from '../designs/maple.ts';
import { step } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesUpToThePfn: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free ends with the pfn that it names: pages above stay.',
  realistic:
    'The pfn is taken for the end of the range: callers name its first page, and most ranges ' +
    'have one.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'calls=2',
  design: {
    ...hardened,
    name: 'frees-up-to-the-pfn',
    *free(d, pfn) {
      yield d.lock.lockIrqsave('free_iova: lock');
      const object: Ptr | null = yield step('free_iova: look up', () => {
        const value = d.tree.find(pfn)?.value ?? MARKER;
        if (value === MARKER) return null;
        d.objects.write(value, 'hi', pfn);
        return value;
      });
      if (object !== null) yield* this.remove(d, object, 'free_iova');
      yield d.lock.unlock('free_iova: unlock');
      return DONE;
    },
  },
};
