import { PLACE } from '../designs/domain.ts';
import { marker } from '../designs/marker.ts';
import type { SeededBug } from './seeded-bug.ts';

export const drainsLater: SeededBug<typeof marker> = {
  finding: 'F27',
  changes: 'Only a free that worked and a reservation drain; an allocation does not.',
  realistic:
    'Raised by Howlett: a free that worked shows that memory is back, but no free may come.',
  caughtBy: 'AVL-2',
  base: marker,
  scope: 'cpus=1,calls=3,pages=2,refusals=1,reserve=off,teardown=off',
  design: {
    ...marker,
    name: 'drains-later',
    *drain(d, at) {
      if (at !== PLACE) yield* marker.drain.call(this, d, at);
    },
  },
};
