import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

const REFUSED = { visited: 0, erased: 0, end: 'refused' } as const;

export const leavesToWork: SeededBug<typeof hardened> = {
  finding: 'F04',
  changes: 'An allocation that finds no room does not drain.',
  realistic: 'As on 2 June 2026, where only the work erases what is deferred.',
  caughtBy: 'AVL-2',
  base: hardened,
  scope: 'cpus=1,calls=3,pages=2,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'leaves-to-work',
    place(d, request, object) {
      return hardened.place.call(this, d, request, object, REFUSED);
    },
  },
};
