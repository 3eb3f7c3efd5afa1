import { rangeOf } from '../designs/design.ts';
import { ANCHOR } from '../designs/mainline-design.ts';
import { soundMainline } from './parts/sound-mainline.ts';
import type { SeededBug } from './seeded-bug.ts';

export const resetsHintAboveCached: SeededBug<typeof soundMainline> = {
  finding: 'F34',
  changes: 'The 32-bit hint is reset only by a free of the cached node or of one above it.',
  realistic:
    'As it was until 2022 (commit 5b61343b5059), when hint and cached node were reset together.',
  caughtBy: 'AVL-1',
  base: soundMainline,
  scope: 'cpus=1,calls=6,pages=8,refusals=0,reserve=off,teardown=off',
  design: {
    ...soundMainline,
    name: 'resets-hint-above-cached',
    remove(d, object) {
      const cached = d.cached32.get();
      const lowest = cached === ANCHOR ? Infinity : rangeOf(d, cached).lo;
      const isBelow = rangeOf(d, object).lo < lowest;
      const before = d.max32.get();
      const { writtenAt } = d.max32;
      soundMainline.remove.call(this, d, object);
      if (isBelow) d.max32.set(before, writtenAt);
    },
  },
};
