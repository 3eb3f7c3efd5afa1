import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const limitExclusive: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The limit of a request is taken as exclusive.',
  realistic:
    'Commit 757c370f036e makes the limit exclusive inside the rbtree code, but callers give it ' +
    'inclusive.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope: 'cpus=1,calls=1,pages=2,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'limit-exclusive',
    search(d, request) {
      return hardened.search(d, { ...request, limit: request.limit - 1 });
    },
  },
};
