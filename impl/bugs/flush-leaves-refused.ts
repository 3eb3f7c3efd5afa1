import { hardened } from '../designs/hardened.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushLeavesRefused: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A flush does nothing with a range whose erase was refused.',
  realistic: 'The magazine is emptied all the same: the next flush does not find the range.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=4,' +
    'refusals=1,calls=1',
  design: {
    ...hardened,
    name: 'flush-leaves-refused',
    freeMagazine(d, pfns) {
      return stepsChanged(hardened.freeMagazine.call(this, d, pfns), (own) =>
        own.at === 'iova_magazine_free_pfns: mark in place' ? null : own,
      );
    },
  },
};
