import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const keepsRefusedObject: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A refused allocation does not give its range object back.',
  realistic:
    'The object is allocated before the lock, and an early return forgets it: a leak at each refusal.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'calls=1,teardown=on',
  design: {
    ...hardened,
    name: 'keeps-refused-object',
    *conclude(_d, _object, outcome) {
      return outcome;
    },
  },
};
