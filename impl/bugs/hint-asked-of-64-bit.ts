import { hinted } from './parts/hinted.ts';
import type { SeededBug } from './seeded-bug.ts';

export const hintAskedOf64Bit: SeededBug<typeof hinted> = {
  finding: null,
  changes: 'The hint about the space below 4 GiB also refuses requests that may lie above.',
  realistic:
    'Commit bee60e94a1e2 adds the hint for 32-bit requests only, and one condition of two is ' +
    'easily lost.',
  caughtBy: 'AVL-1',
  base: hinted,
  scope: 'cpus=1,calls=3,pages=2,refusals=0,reserve=off,teardown=off',
  design: {
    ...hinted,
    name: 'hint-asked-of-64-bit',
    hintForbids(d, request) {
      return this.pagesNeeded(request) >= d.max32.get();
    },
  },
};
