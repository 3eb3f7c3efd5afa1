import { hardened } from '../../designs/hardened.ts';
import type { RangeTree } from '../../tree/range-tree.ts';

/** The set-up of `hardened`, with a tree of another kind. */
export function onTree(Tree: typeof RangeTree): Pick<typeof hardened, 'init'> {
  return {
    init(kernel, setup) {
      const d = hardened.init(kernel, setup);
      return { ...d, tree: new Tree(kernel, d.lock, setup.treeMemory) };
    },
  };
}
