import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const slackOneMore: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The search asks for size + align pages, one more than it takes.',
  realistic: 'size + align - 1 is easily written without the last term: it is the safe side.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope: 'calls=1,pages=2',
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
