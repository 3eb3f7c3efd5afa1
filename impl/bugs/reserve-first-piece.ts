import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const reserveFirstPiece: SeededBug<typeof mainline> = {
  finding: null,
  changes:
    'A reservation stops at the first range that it overlaps, and what lies above is not reserved.',
  realistic:
    'The loop returns as soon as it meets a range, which is right only if that one covers the ' +
    'whole.',
  caughtBy: 'SPC-1',
  base: mainline,
  scope: 'cpus=1,refusals=0,teardown=off',
  design: {
    ...mainline,
    name: 'reserve-first-piece',
    adjustOverlap(d, object, node, wanted) {
      mainline.adjustOverlap(d, object, node, wanted);
      return null;
    },
  },
};
