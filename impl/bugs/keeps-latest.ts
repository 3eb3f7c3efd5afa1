import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const keepsLatest: SeededBug<typeof hardened> = {
  finding: 'F24',
  changes: 'A drain begins at the latest marker, even if there are lower ones.',
  realistic: 'Gunthorpe, 19 June 2026: the bound has to be widened, not overwritten.',
  caughtBy: 'WIN-1',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'keeps-latest',
    backlogWith(d, marked) {
      return { ...hardened.backlogWith(d, marked), lo: marked.lo };
    },
  },
};
