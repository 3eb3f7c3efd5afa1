import { marker } from '../designs/marker.ts';
import type { SeededBug } from './seeded-bug.ts';

export const takesLowerEnd: SeededBug<typeof marker> = {
  finding: 'F24',
  changes: 'The upper edge of the window is taken from the lower end of the range.',
  realistic: 'Gunthorpe, 19 June 2026: for ranges of one page it makes no difference.',
  caughtBy: 'WIN-1',
  base: marker,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...marker,
    name: 'takes-lower-end',
    windowWith: (d, { lo }) => marker.windowWith(d, { lo, hi: lo }),
  },
};
