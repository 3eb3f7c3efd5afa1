import { alignmentPages } from '../../model/gap-contract.ts';
import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const slackForgotten: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A gap of the size asked for is taken as large enough for an aligned range.',
  realistic: 'The slack looks like waste, for mostly the gap is aligned already.',
  caughtBy: 'REQ-1',
  base: hardened,
  scope: 'calls=2,pages=5',
  design: {
    ...hardened,
    name: 'slack-forgotten',
    search(d, request) {
      const found = d.tree.highestGap(request.sizePages, d.space.startPfn, request.limit);
      if (found === null) return null;
      const align = alignmentPages(request);
      const lo = Math.floor((found - request.sizePages + 1) / align) * align;
      return { lo, hi: lo + request.sizePages - 1 };
    },
  },
};
