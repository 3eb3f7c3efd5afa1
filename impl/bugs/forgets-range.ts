import { llist } from '../designs/llist.ts';
import type { SeededBug } from './seeded-bug.ts';

export const forgetsRange: SeededBug<typeof llist> = {
  finding: 'F21',
  changes: 'The error of a failed erase is dropped, and the range is neither freed nor listed.',
  realistic: 'Gunthorpe, 15 June 2026: a free returns nothing, so the error goes nowhere.',
  caughtBy: 'SPC-1',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'forgets-range',
    *dispose(d, object, erased, at) {
      if (erased) yield* llist.dispose.call(this, d, object, true, at);
    },
  },
};
