import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const slackOneMore: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The search needs a gap that would do for a range one page larger.',
  realistic: 'The sum of size and slack is easily made too large, which looks like the safe side.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope: 'cpus=1,calls=1,pages=2,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'slack-one-more',
    search(d, request) {
      const larger = { ...request, sizePages: request.sizePages + 1 };
      const found = hardened.search(d, larger);
      return found === null ? null : hardened.search(d, request);
    },
  },
};
