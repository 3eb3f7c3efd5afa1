import { marker } from '../designs/marker.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reservesUnlocked: SeededBug<typeof marker> = {
  finding: 'F33',
  changes: 'reserve_iova() takes no lock.',
  realistic: 'It is called when a device is set up, when nobody else seems to be there.',
  caughtBy: 'LCK-1',
  base: marker,
  scope: 'cpus=1,calls=1,refusals=0,teardown=off',
  design: {
    ...marker,
    name: 'reserves-unlocked',
    reserve(d, lo, hi) {
      const ofLock = /: (?:un)?lock$/;
      return stepsChanged(marker.reserve.call(this, d, lo, hi), (own) =>
        ofLock.test(own.at) ? null : own,
      );
    },
  },
};
