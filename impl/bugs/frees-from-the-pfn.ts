import { hardened } from '../designs/hardened.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesFromThePfn: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free erases only from the pfn that it is given, not what the range has below.',
  realistic:
    'Callers pass the first pfn, and only a comment says that any pfn of the range will do.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'cpus=1,calls=3,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'frees-from-the-pfn',
    free(d, pfn) {
      const lookUp = (): Ptr | null => {
        const found = this.lookUp(d, pfn);
        if (found !== null) d.objects.write(found, 'lo', pfn);
        return found;
      };
      return hardened.free.call({ ...this, lookUp }, d, pfn);
    },
  },
};
