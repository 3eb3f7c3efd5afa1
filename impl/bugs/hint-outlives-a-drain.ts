import { hardened } from '../designs/hardened.ts';
import { hinted } from './parts/hinted.ts';
import type { SeededBug } from './seeded-bug.ts';

export const hintOutlivesADrain: SeededBug<typeof hinted> = {
  finding: null,
  changes: 'A drain that erases a marker does not reset the hint.',
  realistic:
    'Commit bee60e94a1e2 resets the hint in the free, but a deferred range is erased only later.',
  caughtBy: 'AVL-2',
  base: hinted,
  scope: 'cpus=1,calls=3,pages=2,refusals=1,reserve=off,teardown=off',
  design: {
    ...hinted,
    name: 'hint-outlives-a-drain',
    drainedOne: (d, waiting, erased) => hardened.drainedOne(d, waiting, erased),
  },
};
