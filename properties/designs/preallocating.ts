import { onTree } from '../../impl/bugs/parts/on-tree.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { RangeTree } from '../../impl/tree/range-tree.ts';
import type { Pfn } from '../../model/range.ts';

class PreallocatingTree extends RangeTree {
  override store(lo: Pfn, hi: Pfn, value: number): boolean {
    return super.store(lo, hi, value, 'preallocated');
  }

  override erase(lo: Pfn, hi: Pfn): boolean {
    return super.erase(lo, hi, 'preallocated');
  }
}

/** `hardened`, but its tree preallocates all nodes. docs/examples/ has it as a variation. */
export const preallocating: typeof hardened = {
  ...hardened,
  name: 'hardened-preallocates',
  ...onTree(PreallocatingTree),
};
