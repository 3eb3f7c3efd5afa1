import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const countsOneMarker: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The number of markers stays 1, however many there are.',
  realistic: 'The count was once a flag for "there is a backlog", and adding to it was forgotten.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'cpus=1,calls=4,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'counts-one-marker',
    backlogWith(d, marked) {
      return { ...hardened.backlogWith(d, marked), count: 1 };
    },
  },
};
