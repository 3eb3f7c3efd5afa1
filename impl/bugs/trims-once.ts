import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const trimsOnce: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The work of a depot does not arm itself again after it took a magazine.',
  realistic: 'The next free that fills the depot arms it, but maybe none comes.',
  caughtBy: 'CCH-2',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,pages=6,stock=6,refusals=0,calls=1',
  design: {
    ...hardened,
    name: 'trims-once',
    trim(d, order) {
      const once = { ...this, armTrim: () => undefined };
      return hardened.trim.call(once, d, order);
    },
  },
};
