import { keepBacklog } from '../designs/backlog.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const saysItAlways: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'Every allocation that fails because of a refused erase writes a log line.',
  realistic: 'A plain pr_warn() stands where the allocation is refused.',
  caughtBy: 'OBS-1',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,refusals=4,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'says-it-always',
    place(d, request, object, drained) {
      const waiting = d.deferred.get();
      if (waiting !== null) keepBacklog(d, { ...waiting, told: false });
      return hardened.place.call(this, d, request, object, drained);
    },
  },
};
