import { hardened } from '../designs/hardened.ts';
import { fastPath } from '../designs/fast-path.ts';
import type { SeededBug } from './seeded-bug.ts';

export const trimUnlocksTooEarly: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'The work of a depot gives the lock of the depot up before the ranges of its ' +
    'magazine are back in the tree.',
  realistic:
    'The published trim does so, to let the CPUs go on; a flush passes by what it has in ' +
    'its hands.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope:
    'cpus=1,requests=cached,reserve=off,teardown=off,magazine=1,classes=2,stock=4,' +
    'calls=1,refusals=0',
  design: {
    ...hardened,
    name: 'trim-unlocks-too-early',
    trim: fastPath.trim,
  },
};
