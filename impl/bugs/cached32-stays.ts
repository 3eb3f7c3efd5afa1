import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const cached32Stays: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'Freeing the very node that the 32-bit cached pointer names leaves the pointer there.',
  realistic:
    'Only ranges above the cached one seem to matter, and the cached one itself is forgotten.',
  caughtBy: 'MEM-1',
  base: mainline,
  scope: 'cpus=1,calls=3,refusals=0,reserve=off,teardown=off',
  design: {
    ...mainline,
    name: 'cached32-stays',
    movesCached32(d, object, range) {
      return object !== d.cached32.get() && mainline.movesCached32(d, object, range);
    },
  },
};
