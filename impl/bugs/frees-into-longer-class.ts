import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const freesIntoLongerClass: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free puts its range into the class of the next longer ones.',
  realistic: 'fls() counts from 1, order_base_2() from 0.',
  caughtBy: 'SPC-1',
  base: hardened,
  scope: 'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,refusals=0',
  design: {
    ...hardened,
    name: 'frees-into-longer-class',
    freeFast: (d, pfn, sizePages) => hardened.freeFast.call(hardened, d, pfn, 2 * sizePages),
  },
};
