import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const flushDefersUnarmed: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A range that a flush defers does not arm the work.',
  realistic: 'Only free_iova() was changed to arm it: a flush has a loop of its own.',
  caughtBy: 'WRK-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=4,' +
    'refusals=1,calls=1',
  design: {
    ...hardened,
    name: 'flush-defers-unarmed',
    freeMagazine(d, pfns) {
      return hardened.freeMagazine.call({ ...this, arm: () => undefined }, d, pfns);
    },
  },
};
