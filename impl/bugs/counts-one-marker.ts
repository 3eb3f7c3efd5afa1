import { keep } from '../designs/backlog.ts';
import { hardened } from '../designs/hardened.ts';
import { asking } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const countsOneMarker: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The number of markers stays 1, however many there are.',
  realistic: 'The count was once a flag for "there is a backlog", and adding to it was forgotten.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'calls=4,refusals=2',
  design: {
    ...hardened,
    name: 'counts-one-marker',
    mark(d, object, at) {
      const marks = hardened.mark.call(this, d, object, at);
      return asking(marks.at, () => {
        marks.apply();
        const waiting = d.deferred.get();
        if (waiting !== null) keep(d, { ...waiting, count: 1 });
      });
    },
  },
};
