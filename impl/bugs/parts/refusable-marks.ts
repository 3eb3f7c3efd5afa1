import type { Pfn } from '../../../model/range.ts';
import { hardened } from '../../designs/hardened.ts';
import { RangeTree } from '../../tree/range-tree.ts';
import { onTree } from './on-tree.ts';

class HostileTree extends RangeTree {
  override overwrite(lo: Pfn, hi: Pfn, value: number): boolean {
    if (!this.kernel.memory.allows({ k: 'mark', lo, hi }, 'store', true)) return false;
    return super.overwrite(lo, hi, value);
  }
}

/**
 * `hardened` on a tree that can be refused memory for a marker, too. A maple tree asks for none
 * there, but the designs do not rely on that.
 */
export const refusableMarks: typeof hardened = {
  ...hardened,
  name: 'refusable-marks',
  ...onTree(HostileTree),
};
