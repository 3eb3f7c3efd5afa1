import { marker } from '../designs/marker.ts';
import type { SeededBug } from './seeded-bug.ts';

export const windowEndsBefore: SeededBug<typeof marker> = {
  finding: null,
  changes: 'The window ends before the last page of the highest marker.',
  realistic:
    'The upper end is written as exclusive, but the drain and the reports read it as inclusive.',
  caughtBy: 'WIN-1',
  base: marker,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...marker,
    name: 'window-ends-before',
    windowWith(d, marked) {
      const { lo, hi } = marker.windowWith(d, marked);
      return { lo, hi: hi === marked.hi ? hi - 1 : hi };
    },
  },
};
