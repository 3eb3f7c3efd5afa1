import type { Pfn } from '../../../model/range.ts';
import type { Entry, MapleTree } from '../../tree/maple-tree.ts';
import { RangeTree } from '../../tree/range-tree.ts';

/** A tree whose gap search takes some entries for free pages. */
export class BlindTree extends RangeTree {
  /** Which ones. */
  passes: (entry: Entry) => boolean = () => false;

  override highestGap(sizePages: number, lo: Pfn, hi: Pfn): Pfn | null {
    // As every look: under the lock, and counted.
    super.highestGap(sizePages, lo, hi);
    let { tree } = this.save() as { tree: MapleTree };
    for (const entry of tree.entries()) {
      if (this.passes(entry)) tree = tree.store(entry.lo, entry.hi, 0);
    }
    return tree.highestGap(sizePages, lo, hi);
  }
}
