import { keepBacklog } from '../designs/backlog.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const keepsAFlag: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The count of markers stays at one when there are more.',
  realistic: 'A flag seems enough to say that something waits, but the first erase takes it back.',
  caughtBy: 'WIN-1',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'keeps-a-flag',
    arm(d) {
      const waiting = d.deferred.get();
      if (waiting !== null) keepBacklog(d, { ...waiting, count: 1 });
      hardened.arm(d);
    },
  },
};
