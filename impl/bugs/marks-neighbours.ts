import { rangeOf } from '../designs/design.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const marksNeighbours: SeededBug<typeof hardened> = {
  finding: 'F26',
  changes: 'The marker also covers the free pages on both sides of the range.',
  realistic: 'The refused erase has widened the state of the walk, which is not set back.',
  caughtBy: 'TRE-1',
  base: hardened,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'marks-neighbours',
    mark(d, object, at) {
      const marking = hardened.mark.call(this, d, object, at);
      const apply = (): void => {
        const { lo, hi } = rangeOf(d, object);
        const entries = d.tree.entries();
        const below = entries.findLast((entry) => entry.hi < lo)?.hi ?? d.space.startPfn - 1;
        const above = entries.find((entry) => entry.lo > hi)?.lo ?? d.space.topPfn + 1;
        d.objects.write(object, 'lo', below + 1);
        d.objects.write(object, 'hi', above - 1);
        marking.apply();
      };
      return { ...marking, apply };
    },
  },
};
