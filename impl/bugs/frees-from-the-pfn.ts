import { MARKER } from '../designs/maple.ts';
import { step } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import type { Ptr } from '../kernel/slab.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesFromThePfn: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free begins with the pfn that it names: pages below stay.',
  realistic:
    'Callers name the first page; that any page of the range names it is in the comment ' + 'only.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'calls=3',
  design: {
    ...hardened,
    name: 'frees-from-the-pfn',
    *free(d, pfn) {
      yield d.lock.lockIrqsave('free_iova: lock');
      const object: Ptr | null = yield step('free_iova: look up', () => {
        const value = d.tree.find(pfn)?.value ?? MARKER;
        if (value === MARKER) return null;
        d.objects.write(value, 'lo', pfn);
        return value;
      });
      if (object !== null) yield* this.remove(d, object, 'free_iova');
      yield d.lock.unlock('free_iova: unlock');
      return DONE;
    },
  },
};
