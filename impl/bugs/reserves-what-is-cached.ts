import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reservesWhatIsCached: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'A reservation does not flush, so a cached range becomes a part of it and is handed out later.',
  realistic:
    'The published reservations do not know of the caches: drivers reserve before they map.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,teardown=off,magazine=1,stock=1,refusals=0',
  design: {
    ...hardened,
    name: 'reserves-what-is-cached',
    *reserve(d, lo, hi) {
      return yield* hardened.reserve.call(this, { ...d, caches: null }, lo, hi);
    },
  },
};
