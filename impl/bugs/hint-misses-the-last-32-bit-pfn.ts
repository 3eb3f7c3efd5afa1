import { hinted } from './parts/hinted.ts';
import type { SeededBug } from './seeded-bug.ts';

export const hintMissesTheLast32BitPfn: SeededBug<typeof hinted> = {
  finding: null,
  changes: 'The erase of a range at the last 32-bit pfn does not reset the hint.',
  realistic: 'A 32-bit limit is inclusive and dma32 is not, so one is easily taken for the other.',
  caughtBy: 'AVL-1',
  base: hinted,
  scope: 'cpus=1,calls=4,pages=2,refusals=0,reserve=off,teardown=off',
  design: {
    ...hinted,
    name: 'hint-misses-the-last-32-bit-pfn',
    resetHint(d, { lo }) {
      if (lo < d.space.dma32 - 1) d.max32.set(d.space.dma32);
    },
  },
};
