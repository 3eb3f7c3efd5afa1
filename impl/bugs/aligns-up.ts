import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const alignsUp: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'In a gap the position is rounded up to the alignment, not down.',
  realistic:
    'The search comes from the top of the gap, and rounding up looks like the way back to it.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'cpus=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'aligns-up',
    positionBelow(top, request) {
      const align = this.alignment(request);
      return Math.ceil((top - request.sizePages + 1) / align) * align;
    },
  },
};
