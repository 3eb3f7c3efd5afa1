import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const startPfnNeverGranted: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'The search never grants the first pfn of the domain.',
  realistic: 'As it was before commit 757c370f036e, when both limits were inclusive.',
  caughtBy: 'AVL-1',
  base: mainline,
  scope: 'cpus=1,calls=1,pages=2,refusals=0,reserve=off,teardown=off',
  design: {
    ...mainline,
    name: 'start-pfn-never-granted',
    search(d, request) {
      const found = mainline.search(d, request);
      return found?.lo === d.space.startPfn ? null : found;
    },
  },
};
