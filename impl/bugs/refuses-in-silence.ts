import { keepBacklog } from '../designs/backlog.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const refusesInSilence: SeededBug<typeof hardened> = {
  finding: 'F03',
  changes: 'An allocation that fails because of a refused erase logs nothing.',
  realistic: 'Raj, 20 June 2026: maps fail, and nothing in the log names the cause.',
  caughtBy: 'OBS-2',
  base: hardened,
  scope: 'cpus=1,calls=3,pages=2,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'refuses-in-silence',
    place(d, request, object, drained) {
      const waiting = d.deferred.get();
      if (waiting !== null) keepBacklog(d, { ...waiting, told: true });
      return hardened.place.call(this, d, request, object, drained);
    },
  },
};
