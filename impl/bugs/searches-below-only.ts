import { soundMainline } from './parts/sound-mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const searchesBelowOnly: SeededBug<typeof soundMainline> = {
  finding: 'F35',
  changes: 'A search that fails below the cached node is not retried from the limit.',
  realistic: 'As it was until 2020 (commit 4e89dce72521), when what was free above was left alone.',
  caughtBy: 'AVL-1',
  base: soundMainline,
  scope: 'cpus=1,calls=3,pages=8,refusals=0,reserve=off,teardown=off',
  design: {
    ...soundMainline,
    name: 'searches-below-only',
    searchAgain: () => null,
  },
};
