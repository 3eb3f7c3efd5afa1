import { llist } from '../designs/llist.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const leavesList: SeededBug<typeof llist> = {
  finding: 'F28',
  changes: 'The work does not arm itself again when it put entries back onto the list.',
  realistic: 'Only a free arms it: easily forgotten, and on a quiet machine nobody notices.',
  caughtBy: 'WRK-1',
  base: llist,
  scope: 'cpus=1,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'leaves-list',
    rearm: () => step('iova_deferred_free_work: re-arm', () => undefined),
  },
};
