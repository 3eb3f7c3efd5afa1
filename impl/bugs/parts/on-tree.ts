import { hardened } from '../../designs/hardened.ts';
import type { RangeTree } from '../../tree/range-tree.ts';

/** The `init` of `hardened`, but with another kind of tree. */
export function onTree(Tree: typeof RangeTree): Pick<typeof hardened, 'init'> {
  return {
    init(kernel, setup) {
      const d = hardened.init(kernel, setup);
      return { ...d, tree: new Tree(kernel, d.lock, setup.treeMemory) };
    },
  };
}
