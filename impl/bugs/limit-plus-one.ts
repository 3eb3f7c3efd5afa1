import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const limitPlusOne: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A range may end one page above the limit.',
  realistic:
    'The exclusive limit of the rbtree code (commit 757c370f036e) is given to a search that ' +
    'takes an inclusive one.',
  caughtBy: 'REQ-1',
  base: hardened,
  scope: 'cpus=1,calls=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'limit-plus-one',
    search(d, request) {
      return hardened.search(d, { ...request, limit: request.limit + 1 });
    },
  },
};
