import { hardened } from '../designs/hardened.ts';
import type { SeededBug } from './seeded-bug.ts';

export const slackForgotten: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'The search asks for a gap of size pages, without the slack that alignment needs.',
  realistic: 'The slack looks like waste, for most gaps are aligned already.',
  caughtBy: 'OWN-1',
  base: hardened,
  scope: 'cpus=1,calls=3,refusals=0,teardown=off',
  design: {
    ...hardened,
    name: 'slack-forgotten',
    pagesNeeded: ({ sizePages }) => sizePages,
  },
};
