import { hardened } from '../designs/hardened.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesUpToThePfn: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free erases only up to the pfn that it is given, not what the range has above.',
  realistic:
    'Callers pass the first pfn, which is also the last one of most ranges, so it is taken for ' +
    'the end.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'cpus=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'frees-up-to-the-pfn',
    free(d, pfn) {
      const lookUp = (): Ptr | null => {
        const found = this.lookUp(d, pfn);
        if (found !== null) d.objects.write(found, 'hi', pfn);
        return found;
      };
      return hardened.free.call({ ...this, lookUp }, d, pfn);
    },
  },
};
