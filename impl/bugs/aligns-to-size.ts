import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const alignsToSize: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A range is aligned to its size, which need not be a power of two.',
  realistic: 'For sizes 1, 2 and 4 the rounding up makes no difference, so it is easily forgotten.',
  caughtBy: 'REQ-1',
  base: hardened,
  scope: 'cpus=1,calls=3,pages=12,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'aligns-to-size',
    alignment: ({ aligned, sizePages }) => (aligned ? sizePages : 1),
  },
};
