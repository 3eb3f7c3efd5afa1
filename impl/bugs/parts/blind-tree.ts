import type { Pfn } from '../../../model/range.ts';
import type { Entry, MapleTree } from '../../tree/maple-tree.ts';
import { RangeTree } from '../../tree/range-tree.ts';

/** A tree whose gap search takes some entries for free pages. */
export class BlindTree extends RangeTree {
  /** Whether the gap search takes the entry for free pages. */
  passes: (entry: Entry) => boolean = () => false;

  override highestGap(sizePages: number, lo: Pfn, hi: Pfn): Pfn | null {
    // The real search checks the lock and counts the look, as every look must.
    super.highestGap(sizePages, lo, hi);
    let { tree } = this.save() as { tree: MapleTree };
    for (const entry of tree.entries()) {
      if (this.passes(entry)) tree = tree.store(entry.lo, entry.hi, 0);
    }
    return tree.highestGap(sizePages, lo, hi);
  }
}
