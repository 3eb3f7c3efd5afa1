import { keepBacklog } from '../designs/backlog.ts';
import { hardened } from '../designs/hardened.ts';
import { MARKER } from '../designs/maple.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reserveForgetsTheRest: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'A reservation counts every marker that it overlaps as gone, even one of which a rest stays.',
  realistic:
    'A reservation overwrites markers, and that it may overwrite only a part of one is easily ' +
    'missed.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope: 'cpus=1,calls=3,refusals=1,teardown=off',
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
      if (waiting !== null && gone > 0) keepBacklog(d, { ...waiting, count: waiting.count - gone });
      return true;
    },
  },
};
