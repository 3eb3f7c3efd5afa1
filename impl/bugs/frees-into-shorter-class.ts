import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesIntoShorterClass: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free puts its range into the class of shorter ones.',
  realistic: 'The order is taken of `size - 1`, as one does to round up.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,refusals=0',
  design: {
    ...hardened,
    name: 'frees-into-shorter-class',
    freeFast(d, pfn, sizePages) {
      return hardened.freeFast.call(this, d, pfn, Math.max(1, sizePages - 1));
    },
  },
};
