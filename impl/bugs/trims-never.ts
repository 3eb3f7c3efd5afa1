import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const trimsNever: SeededBug<typeof hardened> = {
  finding: 'F37',
  changes: 'A depot that fills up does not arm its work.',
  realistic: 'Where the same CPUs allocate and free, depots stay small.',
  caughtBy: 'CCH-2',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,stock=2,pages=6,calls=4,refusals=0',
  design: {
    ...hardened,
    name: 'trims-never',
    armTrim: () => undefined,
  },
};
