import type { Pfn } from '../../model/range.ts';
import { slotAt, withChild } from './maple-node.ts';
import type { Inner, Leaf, Node } from './maple-node.ts';

/** The nodes from the root to a leaf, and for each inner one the index of the child taken. */
export interface TreePath {
  readonly inners: readonly Inner[];
  readonly indexes: readonly number[];
  readonly leaf: Leaf;
}

export function pathTo(root: Node, pfn: Pfn): TreePath {
  const inners: Inner[] = [];
  const indexes: number[] = [];
  let node = root;
  while (node.kind === 'inner') {
    const index = slotAt(node, pfn);
    inners.push(node);
    indexes.push(index);
    node = node.children[index]!;
  }
  return { inners, indexes, leaf: node };
}

/** The node of the path that has that many nodes above it. */
export function nodeAt({ inners, leaf }: TreePath, level: number): Node {
  return inners[level] ?? leaf;
}

/** The neighbours of that node which have the same parent. */
export function siblingsAt(
  { inners, indexes }: TreePath,
  level: number,
): { readonly before: Node | undefined; readonly after: Node | undefined } {
  const children = inners[level - 1]?.children ?? [];
  const index = indexes[level - 1] ?? 0;
  return { before: children[index - 1], after: children[index + 1] };
}

/** The root, if another node, which covers the same pfns, takes the place of that one. */
export function rootWith({ inners, indexes }: TreePath, level: number, instead: Node): Node {
  let node = instead;
  for (let above = level - 1; above >= 0; above--) {
    node = withChild(inners[above]!, indexes[above]!, node);
  }
  return node;
}
