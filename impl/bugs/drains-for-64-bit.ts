import { is32Bit } from '../designs/design.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

const REFUSED = { visited: 0, erased: 0, end: 'refused' } as const;

export const drainsFor64Bit: SeededBug<typeof hardened> = {
  finding: 'F27',
  changes: 'Only an allocation that may lie above 4 GiB drains when it finds no room.',
  realistic:
    'Raised by Howlett: a drain after the test of the 32-bit hint is not reached by what the ' +
    'hint refuses.',
  caughtBy: 'AVL-2',
  base: hardened,
  scope: 'cpus=1,calls=3,pages=2,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'drains-for-64-bit',
    place(d, request, object, drained) {
      const before = is32Bit(d, request.limit) ? REFUSED : drained;
      return hardened.place.call(this, d, request, object, before);
    },
  },
};
