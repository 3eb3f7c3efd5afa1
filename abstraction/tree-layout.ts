import { differenceFrom } from './untouched-fillers.ts';

/**
 * Left out of a state: the layout of a tree's entries in nodes, if memory is adversarial; and when
 * a large tree will next be checked from outside.
 *
 * Why that is sound: the layout decides only which stores need memory, and adversarial memory lets
 * every store ask for some. A lookup gives the same answer in every layout. If the tree itself
 * decides (`memory=tree`), the tree with its layout is the state. A check from outside changes
 * nothing, and a small tree is checked each time.
 *
 * In a large tree (more than 32 ranges) a search can miss something: the law about long critical
 * sections allows two entries more for each level of the layout, and the law about the tree's
 * contents looks only when a check is due. Random runs match no states, and have no such gap.
 */
export interface TreeView<Leaf> {
  /** Anything that identifies the tree with its layout. */
  readonly tree: unknown;
  /** Whether the tree itself decides what needs memory. */
  readonly decides: boolean;
  /** The number of changes since the last check; 0 for a large tree; null: none will come. */
  readonly unchecked: number | null;
  /** The leaves when the run began; empty: there were no fillers. */
  readonly first: ReadonlySet<Leaf>;
  readonly leaves: () => readonly Leaf[];
  /** The lowest pfn of a leaf: this identifies it among the first ones. */
  readonly lowest: (leaf: Leaf) => number;
  /** The entries of a leaf as plain data, ascending. */
  readonly entriesOf: (leaf: Leaf) => readonly unknown[];
  /** All entries as plain data, ascending. */
  readonly entries: () => readonly unknown[];
}

/** The part of a tree that has consequences, as plain data. */
export function observeTree<Leaf>(view: TreeView<Leaf>): unknown {
  const { unchecked, first } = view;
  if (view.decides) return [view.tree, unchecked];
  if (first.size === 0) return [view.entries(), unchecked];
  const { gone, added } = differenceFrom(first, view.leaves());
  return [gone.map(view.lowest), added.flatMap(view.entriesOf), unchecked];
}
