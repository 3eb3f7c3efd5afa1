import type { Pfn } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import { RangeTree } from '../tree/range-tree.ts';

/** A tree that may be refused memory for overwriting a range with the marker, too. */
class HostileTree extends RangeTree {
  override overwrite(lo: Pfn, hi: Pfn, value: number): boolean {
    if (!this.kernel.memory.allows({ k: 'mark', lo, hi }, 'store', true)) return false;
    return super.overwrite(lo, hi, value);
  }
}

/** No maple tree asks for memory there, but the designs do not rely on that. */
export const refusableMarks: typeof hardened = {
  ...hardened,
  name: 'refusable-marks',
  init(kernel, setup) {
    const d = hardened.init(kernel, setup);
    return { ...d, tree: new HostileTree(kernel, d.lock, setup.treeMemory) };
  },
};
