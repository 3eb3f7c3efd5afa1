import { differenceFrom } from './untouched-fillers.ts';

/**
 * Left out of a state: how a tree lays its entries out in nodes, where memory is adversarial; and
 * when a large tree is checked from outside next.
 *
 * Why that is sound: the layout decides nothing but which stores need memory, and adversarial
 * memory lets every store ask for some. Looking something up gives the same answer in every layout.
 * Where the tree itself decides (`memory=tree`), the tree with its layout is the state. A check
 * from outside changes nothing: a large tree is checked now and then, and a small one each time.
 */
export interface TreeView<Leaf> {
  /** Anything that identifies the tree with its layout. */
  readonly tree: unknown;
  /** Whether the tree itself decides what needs memory. */
  readonly decides: boolean;
  /** Changes since it was last checked; 0 where it is large. */
  readonly unchecked: number;
  /** The leaves when the run began; empty: no fillers. */
  readonly first: ReadonlySet<Leaf>;
  readonly leaves: () => readonly Leaf[];
  /** The lowest pfn of a leaf: names it among the first ones. */
  readonly lowest: (leaf: Leaf) => number;
  /** The entries of a leaf as plain data, ascending. */
  readonly entriesOf: (leaf: Leaf) => readonly unknown[];
  /** All entries as plain data, ascending. */
  readonly entries: () => readonly unknown[];
}

/** What of a tree has consequences. */
export function observeTree<Leaf>(view: TreeView<Leaf>): unknown {
  const { unchecked, first } = view;
  if (view.decides) return [view.tree, unchecked];
  if (first.size === 0) return [view.entries(), unchecked];
  const { gone, added } = differenceFrom(first, view.leaves());
  return [gone.map(view.lowest), added.flatMap(view.entriesOf), unchecked];
}
