import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const cached32Stays: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'A free of the range that the next 32-bit search begins at leaves the pointer there.',
  realistic: 'Only ranges above the cached one seem to matter; the cached one itself is forgotten.',
  caughtBy: 'MEM-1',
  base: mainline,
  scope: 'calls=3',
  design: {
    ...mainline,
    name: 'cached32-stays',
    remove(d, object) {
      const kept = d.cached32.get();
      mainline.remove(d, object);
      if (kept === object) d.cached32.set(object);
    },
  },
};
