import { MAX_PFN } from '../../model/range.ts';
import type { Pfn } from '../../model/range.ts';
import { divide, rebalance } from './maple-balance.ts';
import { makeInner, makeLeaf, slotAt, slotLo } from './maple-node.ts';
import type { Inner, Leaf, Node } from './maple-node.ts';

/** The nodes from the root to a leaf, and for each inner one the index of the child taken. */
interface Path {
  readonly inners: readonly Inner[];
  readonly indexes: readonly number[];
  readonly leaf: Leaf;
}

/**
 * A store that no single leaf can absorb: it spans several leaves, or its leaf would have too few
 * or too many slots. The paths to the leaf where the write begins, and to the leaf where it ends,
 * are sewn together from the leaves up. What lies between the paths is dropped as a whole.
 *
 *     [ a | L' | x ]  [ y | R' | b ]               [ a | seam settled | b ]
 *           |               |              -->           |    |    |
 *        [ ..lo           hi.. ]                       one to three nodes
 */
export function restructure(root: Node, lo: Pfn, hi: Pfn, value: number): Node {
  const left = pathTo(root, lo);
  // A NULL merges with the NULL after it, or else goes to the front of the next leaf.
  const right = pathTo(root, value === 0 && hi < MAX_PFN ? hi + 1 : hi);
  let node: Node = sewLeaves(left.leaf, right.leaf, lo, hi, value);
  for (let level = left.inners.length - 1; level >= 0; level--) {
    const lefts = left.inners[level]!.children;
    const rights = right.inners[level]!.children;
    const from = left.indexes[level]!;
    const to = right.indexes[level]!;
    const { nodes, tookIn } = rebalance({ node, before: lefts[from - 1], after: rights[to + 1] });
    const children = lefts.slice(0, tookIn === 'before' ? from - 1 : from);
    for (const settled of nodes) children.push(settled);
    for (let i = tookIn === 'after' ? to + 2 : to + 1; i < rights.length; i++) {
      children.push(rights[i]!);
    }
    node = makeInner(children);
  }
  return asRoot(node);
}

function pathTo(root: Node, pfn: Pfn): Path {
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

/** The slots before the write, the write, and the slots after it, as one leaf of any size. */
function sewLeaves(left: Leaf, right: Leaf, lo: Pfn, hi: Pfn, value: number): Leaf {
  let first = slotAt(left, lo);
  let keepsLow = lo > slotLo(left, first);
  if (value === 0) {
    if (left.values[first] === 0) keepsLow = false;
    else if (!keepsLow && first > 0 && left.values[first - 1] === 0) first--;
  }
  const his = left.his.slice(0, first);
  const values = left.values.slice(0, first);
  if (keepsLow) {
    his.push(lo - 1);
    values.push(left.values[first]!);
  }
  let next = 0;
  while (next < right.his.length && right.his[next]! <= hi) next++;
  let newHi = hi;
  // The next slot begins right after the write, or is cut by it. Two NULLs merge in both cases.
  if (value === 0 && right.values[next] === 0) newHi = right.his[next++]!;
  his.push(newHi);
  values.push(value);
  for (; next < right.his.length; next++) {
    his.push(right.his[next]!);
    values.push(right.values[next]!);
  }
  return makeLeaf(left.lo, his, values);
}

/** Splits a node that is too large for a root. An only child replaces an inner node as the root. */
function asRoot(node: Node): Node {
  const nodes = divide(node);
  let root: Node = nodes.length > 1 ? makeInner(nodes) : nodes[0]!;
  while (root.kind === 'inner' && root.children.length === 1) root = root.children[0]!;
  return root;
}
