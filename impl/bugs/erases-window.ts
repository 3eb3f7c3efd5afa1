import { marker } from '../designs/marker.ts';
import { asking } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const erasesWindow: SeededBug<typeof marker> = {
  finding: null,
  changes: 'A drain erases the whole window at once, with the live ranges in it.',
  realistic:
    'One erase for all costs the fewest nodes, and the window is taken to hold markers only.',
  caughtBy: 'OWN-3',
  base: marker,
  scope: 'cpus=1,calls=6,pages=3,reserve=off,teardown=off',
  design: {
    ...marker,
    name: 'erases-window',
    *drain(d, at) {
      yield asking(`${at}: drain`, () => {
        const window = d.deferred.get();
        if (window !== null && d.tree.erase(window.lo, window.hi)) this.drainedAll(d);
      });
    },
  },
};
