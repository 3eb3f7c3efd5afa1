import { keep } from '../designs/backlog.ts';
import { MARKER } from '../designs/maple.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reserveForgetsTheRest: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A reservation takes markers under it as gone, also those of which it leaves a rest.',
  realistic:
    'Markers under a reservation are overwritten: that one may be overwritten in part is ' +
    'easily missed.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'calls=3,refusals=1,reserve=on',
  design: {
    ...hardened,
    name: 'reserve-forgets-the-rest',
    storeReserved(d, range, object) {
      let gone = 0;
      for (let at = d.tree.next(range.lo); at !== null && at.lo <= range.hi;) {
        if (at.value === MARKER) gone += 1;
        at = d.tree.next(at.hi + 1);
      }
      if (!d.tree.store(range.lo, range.hi, object)) return false;
      const waiting = d.deferred.get();
      if (waiting !== null && gone > 0) keep(d, { ...waiting, count: waiting.count - gone });
      return true;
    },
  },
};
