import { is32Bit, rangeOf, refused } from '../designs/design.ts';
import { PLACE } from '../designs/domain.ts';
import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

export const keepsHint: SeededBug<typeof hardened> = {
  finding: 'F10',
  changes: 'The 32-bit hint of both posted revisions is kept: tested, set and reset as there.',
  realistic: 'Mainline has it, and both revisions kept it.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope: 'cpus=1,calls=4,pages=2,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'keeps-hint',
    place(d, request, object, drained) {
      const asks32 = is32Bit(d, request.limit);
      if (asks32 && request.sizePages >= d.max32.get()) {
        return refused(`${PLACE}: max32 forbids <- ${d.max32.writtenAt}`);
      }
      const outcome = hardened.place.call(this, d, request, object, drained);
      const failed = outcome?.kind === 'refused' && outcome.because.includes('search failed');
      if (asks32 && failed) d.max32.set(request.sizePages, `${PLACE}: search failed`);
      return outcome;
    },
    *remove(d, object, at) {
      yield step(`${at}: reset max32`, () => {
        if (rangeOf(d, object).lo < d.space.dma32) d.max32.set(d.space.dma32);
      });
      yield* hardened.remove.call(this, d, object, at);
    },
  },
};
