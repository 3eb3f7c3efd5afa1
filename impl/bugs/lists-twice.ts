import { llist } from '../designs/llist.ts';
import type { SeededBug } from './seeded-bug.ts';

export const listsTwice: SeededBug<typeof llist> = {
  finding: null,
  changes: 'A range that cannot be erased is listed twice.',
  realistic: 'Both the function that removes and its caller handle the failure.',
  caughtBy: 'LST-1',
  base: llist,
  scope: 'cpus=1,refusals=1,reserve=off,teardown=off',
  design: {
    ...llist,
    name: 'lists-twice',
    *defer(d, object, at) {
      yield* llist.defer.call(this, d, object, at);
      yield* llist.defer.call(this, d, object, at);
    },
  },
};
