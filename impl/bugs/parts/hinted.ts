import type { AllocRequest } from '../../../model/call.ts';
import { alignmentPages } from '../../../model/gap-contract.ts';
import type { Pfn, Range } from '../../../model/range.ts';
import { is32Bit } from '../../designs/design.ts';
import { hardened, type HardenedDomain } from '../../designs/hardened.ts';
import { PLACE } from '../../designs/maple.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { RangeTree } from '../../tree/range-tree.ts';

interface HintSteps {
  /** The hint says that the search will fail. */
  hasNoRoom(d: HardenedDomain, request: AllocRequest): boolean;
  /** Whether the erase of the range resets the hint. */
  makesRoom(d: HardenedDomain, erased: Range): boolean;
}

/** How long a gap the search of `hardened` needs for the request. */
export function pagesNeeded(request: AllocRequest): number {
  return request.sizePages + alignmentPages(request) - 1;
}

/**
 * `hardened` with a 32-bit hint that is right, as that of no published design is: the length of the
 * shortest gap that searches of all the space below 4 GiB have missed since the last erase there.
 */
export const hinted: typeof hardened & HintSteps = {
  ...hardened,
  name: 'hinted',

  init(kernel, setup) {
    const d = hardened.init(kernel, setup);
    const reset = (erased: Range): void => {
      if (this.makesRoom(d, erased)) d.max32.set(d.space.dma32);
    };
    return { ...d, tree: new ErasingTree(kernel, d, setup.treeMemory, reset) };
  },

  search(d, request) {
    if (this.hasNoRoom(d, request)) return null;
    const found = hardened.search(d, request);
    if (found === null && request.limit === d.space.dma32 - 1) {
      d.max32.set(Math.min(d.max32.get(), pagesNeeded(request)), `${PLACE}: search failed`);
    }
    return found;
  },

  hasNoRoom(d, request) {
    return is32Bit(d, request.limit) && pagesNeeded(request) >= d.max32.get();
  },

  makesRoom(d, { lo }) {
    return lo < d.space.dma32;
  },
};

/** A tree that tells of each erase that has found memory. */
class ErasingTree extends RangeTree {
  readonly #onErase: (erased: Range) => void;

  constructor(
    kernel: Kernel,
    { lock }: HardenedDomain,
    memory: ConstructorParameters<typeof RangeTree>[2],
    onErase: (erased: Range) => void,
  ) {
    super(kernel, lock, memory);
    this.#onErase = onErase;
  }

  override erase(lo: Pfn, hi: Pfn): boolean {
    if (!super.erase(lo, hi)) return false;
    this.#onErase({ lo, hi });
    return true;
  }
}
