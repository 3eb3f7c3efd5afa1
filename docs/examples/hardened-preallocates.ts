/** `hardened`, but its tree preallocates the nodes of each store and erase, under the lock. */
import { hardened, type Pfn, RangeTree } from 'iova-check';

class PreallocatingTree extends RangeTree {
  override store(lo: Pfn, hi: Pfn, value: number): boolean {
    return super.store(lo, hi, value, 'preallocated');
  }

  override erase(lo: Pfn, hi: Pfn): boolean {
    return super.erase(lo, hi, 'preallocated');
  }
}

export default {
  ...hardened,
  name: 'hardened-preallocates',
  init(kernel, setup) {
    const d = hardened.init(kernel, setup);
    return { ...d, tree: new PreallocatingTree(kernel, d.lock, setup.treeMemory) };
  },
} satisfies typeof hardened;
