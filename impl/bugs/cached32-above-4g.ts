import { mainline } from '../designs/mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const cached32Above4g: SeededBug<typeof mainline> = {
  finding: null,
  changes: 'The 32-bit cached pointer is moved on only when the freed range lies below 4 GiB.',
  realistic:
    'The test of the pfn seems to cover all cases, but the cached node itself may lie above 4 GiB.',
  caughtBy: 'MEM-1',
  base: mainline,
  scope: 'cpus=1,calls=5,refusals=0,reserve=off,teardown=off',
  design: {
    ...mainline,
    name: 'cached32-above-4g',
    movesCached32(d, object, range) {
      return range.hi < d.space.dma32 && mainline.movesCached32(d, object, range);
    },
  },
};
