import { rangeOf } from '../../designs/design.ts';
import { PLACE } from '../../designs/domain.ts';
import { hardened } from '../../designs/hardened.ts';
import type { HardenedDesign, HardenedDomain } from '../../designs/hardened-design.ts';
import { type HintParts, resetHint } from '../../designs/hint.ts';
import { is32Bit } from '../../designs/design.ts';

/**
 * `hardened` with a 32-bit hint that is right, as that of no published design is: the length of the
 * shortest gap that searches of all the space below 4 GiB have missed since the last erase there.
 */
export const hinted: HardenedDesign & HintParts<HardenedDomain> = {
  ...hardened,
  name: 'hinted',

  search(d, request) {
    if (this.hintForbids(d, request)) return null;
    const found = hardened.search(d, request);
    if (found === null) this.searchFailed(d, request);
    return found;
  },

  hintForbids(d, request) {
    return is32Bit(d, request.limit) && this.pagesNeeded(request) >= d.max32.get();
  },

  searchFailed(d, request) {
    if (request.limit !== d.space.dma32 - 1) return;
    d.max32.set(Math.min(d.max32.get(), this.pagesNeeded(request)), `${PLACE}: search failed`);
  },

  erase(d, object) {
    const leaving = rangeOf(d, object);
    const erased = hardened.erase(d, object);
    if (erased) this.resetHint(d, leaving);
    return erased;
  },

  drainedOne(d, waiting, erased) {
    hardened.drainedOne(d, waiting, erased);
    this.resetHint(d, erased);
  },

  resetHint,
};
