import { marker } from '../designs/marker.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reservesWithIrqsOn: SeededBug<typeof marker> = {
  finding: 'F33',
  changes: 'reserve_iova() takes the lock and leaves interrupts on.',
  realistic: 'It runs in process context, but an interrupt on that CPU may free a range.',
  caughtBy: 'LCK-1',
  base: marker,
  scope: 'cpus=1,irqs=1,refusals=0,teardown=off',
  design: {
    ...marker,
    name: 'reserves-with-irqs-on',
    reserve(d, lo, hi) {
      return stepsChanged(marker.reserve.call(this, d, lo, hi), (own) =>
        own.at === 'reserve_iova: lock' ? d.lock.lock(own.at) : own,
      );
    },
  },
};
