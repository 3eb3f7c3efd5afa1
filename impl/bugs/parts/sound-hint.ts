import { is32Bit, rangeOf, refused } from '../../designs/design.ts';
import { PLACE } from '../../designs/domain.ts';
import { hardened } from '../../designs/hardened.ts';
import { step } from '../../kernel/effect.ts';

/**
 * `hardened` with a 32-bit hint that never refuses what fits, for it says only that below 4 GiB no
 * page is free or deferred.
 */
export const soundHint: typeof hardened = {
  ...hardened,
  name: 'sound-hint',
  place(d, request, object, drained) {
    if (is32Bit(d, request.limit) && d.max32.get() === 1) {
      return refused(`${PLACE}: max32 forbids <- ${d.max32.writtenAt}`);
    }
    const outcome = hardened.place.call(this, d, request, object, drained);
    const failed = outcome?.kind === 'refused' && outcome.because === `${PLACE}: search failed`;
    const soughtAll = request.sizePages === 1 && request.limit === d.space.dma32 - 1;
    if (failed && soughtAll) d.max32.set(1, outcome.because);
    return outcome;
  },
  *remove(d, object, at) {
    yield step(`${at}: reset max32`, () => {
      if (rangeOf(d, object).lo < d.space.dma32) d.max32.set(d.space.dma32);
    });
    yield* hardened.remove.call(this, d, object, at);
  },
};
