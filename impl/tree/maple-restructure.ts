import { MAX_PFN } from '../../model/range.ts';
import type { Pfn } from '../../model/range.ts';
import { cut, fewestSlots, join, mostSlots, pushLeft, pushRight } from './maple-cut.ts';
import { LEAF_MIN, makeInner, makeLeaf, slotAt, slotLo } from './maple-node.ts';
import type { Leaf, Node } from './maple-node.ts';
import { nodeAt, type TreePath, pathTo, rootWith, siblingsAt } from './maple-path.ts';

/**
 * A store that no single leaf can absorb: it spans several leaves, or its leaf would have too few
 * slots, or too many.
 */
export function restructure(root: Node, lo: Pfn, hi: Pfn, value: number): Node {
  const left = pathTo(root, lo);
  if (spans(left.leaf.his[left.leaf.his.length - 1]!, hi, value)) {
    const right = pathTo(root, hi < hiOfSpanned(root, lo, hi, value) ? hi + 1 : hi);
    return rebuild({ node: sewLeaves(left.leaf, right.leaf, lo, hi, value), left, right });
  }
  const node = sewLeaves(left.leaf, left.leaf, lo, hi, value);
  if (node.his.length >= LEAF_MIN || left.inners.length === 0) return split(left, node);
  const { before, after } = siblingsAt(left, left.inners.length);
  if (after !== undefined) {
    return rebuild({ node: join(node, after), left, right: pathTo(root, after.lo) });
  }
  // A node that is not the root has a sibling.
  return rebuild({ node: join(before!, node), left: pathTo(root, before!.lo), right: left });
}

/**
 * Whether a write goes beyond a leaf that ends with `leafHi`. A NULL up to there does, too, since
 * no leaf but the topmost may end in NULL.
 */
export function spans(leafHi: Pfn, hi: Pfn, value: number): boolean {
  return hi > leafHi || (hi === leafHi && value === 0 && hi !== MAX_PFN);
}

/**
 * Where the lowest node ends that the whole write is in. The leaf after the write is taken in, but
 * not one beyond that node.
 */
function hiOfSpanned(root: Node, lo: Pfn, hi: Pfn, value: number): Pfn {
  let node = root;
  while (node.kind === 'inner') {
    const index = slotAt(node, lo);
    if (spans(node.his[index]!, hi, value)) break;
    node = node.children[index]!;
  }
  return node.his[node.his.length - 1]!;
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

/** A node of any size, in place of the nodes of one level from one path to another. */
interface Seam {
  readonly node: Node;
  readonly left: TreePath;
  readonly right: TreePath;
}

/**
 * Sews the tree together from the leaves up: what lies between the two paths is replaced. On each
 * level, a node that is too small takes in a neighbour, and one that is too large is cut
 * (`mas_spanning_rebalance()`).
 *
 *     [ a | L' | x ]  [ y | R' | b ]               [ a | seam cut | b ]
 *           |               |              -->           |    |    |
 *        [ ..lo           hi.. ]                       one to three nodes
 */
function rebuild(leaves: Seam): Node {
  const leafLevel = leaves.left.inners.length;
  let seam = isTooSmall(leaves.node) ? withNeighbour(leaves, leafLevel) : leaves;
  for (let level = leafLevel; ; level--) {
    const nodes = cut(seam.node);
    // Whatever covers all pages is the root, on whatever level.
    if (nodes.length === 1 && isAll(nodes[0]!)) return nodes[0]!;
    if (level === 0) return makeInner(nodes);
    const { left, right } = seam;
    const node = makeInner([
      ...left.inners[level - 1]!.children.slice(0, left.indexes[level - 1]),
      ...nodes,
      ...right.inners[level - 1]!.children.slice(right.indexes[level - 1]! + 1),
    ]);
    seam = { ...seam, node };
    if (isTooSmall(node)) seam = withNeighbour(seam, level - 1);
  }
}

function isAll(node: Node): boolean {
  return node.lo === 0 && node.his[node.his.length - 1] === MAX_PFN;
}

function isTooSmall(node: Node): boolean {
  return node.his.length < fewestSlots(node) && !isAll(node);
}

/**
 * The seam with the next node of its level, or else with the one before. A nearer common ancestor
 * comes first (`mast_spanning_rebalance()`).
 */
function withNeighbour(seam: Seam, level: number): Seam {
  const { node, left, right } = seam;
  for (let above = level - 1; above >= 0; above--) {
    const { after } = siblingsAt(right, above + 1);
    if (after !== undefined) {
      const path = pathTo(right.inners[0]!, after.lo);
      return { node: join(node, nodeAt(path, level)), left, right: path };
    }
    const { before } = siblingsAt(left, above + 1);
    if (before !== undefined) {
      const path = pathTo(left.inners[0]!, before.his[before.his.length - 1]!);
      return { node: join(nodeAt(path, level), node), left: path, right };
    }
  }
  return seam;
}

/**
 * A node that is too large in place of the leaf. On each level slots go to a sibling that has room,
 * preferably the left one, or else the node is split (`mas_split()`).
 */
function split(path: TreePath, leaf: Node): Node {
  let node = leaf;
  for (let level = path.inners.length; ; level--) {
    if (node.his.length <= mostSlots(node)) return rootWith(path, level, node);
    const parent = path.inners[level - 1];
    if (parent === undefined) return makeInner(cut(node));
    const index = path.indexes[level - 1]!;
    const { children } = parent;
    const pushed = push(path, level, node);
    if (pushed !== null) {
      const kept = children.toSpliced(pushed.from, 2, ...pushed.nodes);
      return rootWith(path, level - 1, makeInner(kept));
    }
    node = makeInner(children.toSpliced(index, 1, ...cut(node)));
  }
}

/** The two children, from `from` on, that share the slots of a node and a sibling. */
function push(
  path: TreePath,
  level: number,
  node: Node,
): { readonly from: number; readonly nodes: readonly Node[] } | null {
  const { before, after } = siblingsAt(path, level);
  const index = path.indexes[level - 1]!;
  const isTopmost = node.his[node.his.length - 1] === MAX_PFN;
  const left = before === undefined ? null : pushLeft(before, node, isTopmost);
  if (left !== null) return { from: index - 1, nodes: left };
  const right = after === undefined ? null : pushRight(node, after);
  return right === null ? null : { from: index, nodes: right };
}
