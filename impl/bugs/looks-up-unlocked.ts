import { mainline } from '../designs/mainline.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

export const looksUpUnlocked: SeededBug<typeof mainline> = {
  finding: 'F33',
  changes: 'find_iova() of the rbtree takes no lock.',
  realistic: 'It only reads, but the tree may be rotated meanwhile.',
  caughtBy: 'LCK-1',
  base: mainline,
  scope: 'cpus=1,refusals=0,reserve=off,teardown=off',
  design: {
    ...mainline,
    name: 'looks-up-unlocked',
    find(d, pfn) {
      const ofLock = /: (?:un)?lock$/;
      return stepsChanged(mainline.find.call(this, d, pfn), (own) =>
        ofLock.test(own.at) ? null : own,
      );
    },
  },
};
