import { MAX_PFN, formatRange } from '../../model/range.ts';
import { INNER_MIN, INNER_SLOTS, LEAF_MIN, LEAF_SLOTS, slotLo } from './maple-node.ts';
import type { Inner, Leaf, Node } from './maple-node.ts';

/**
 * What is wrong with a tree of nodes, in one sentence; null: nothing. Checks order and pivots, full
 * cover of `[0, MAX_PFN]`, the number of slots in use, equal depth, gaps and counts, and that no
 * NULL is where none may be.
 */
export function checkTree(root: Node): string | null {
  if (root.lo !== 0) return `the tree begins at ${root.lo}, not at 0`;
  if (hiOf(root) !== MAX_PFN) return `the tree ends at ${hiOf(root)}, not at the top of the space`;
  if (root.count === 0) return 'the root holds nothing but NULL';
  if (root.kind === 'inner' && root.children.length === 1) {
    return 'the root is an inner node with an only child';
  }
  let leafDepth = 0;
  for (let node = root; node.kind === 'inner'; node = node.children[0]!) leafDepth++;
  return checkNode(root, 0, leafDepth);
}

function checkNode(node: Node, depth: number, leafDepth: number): string | null {
  const problem =
    checkPivots(node) ??
    checkFill(node, depth === 0) ??
    (node.kind === 'leaf' ? checkLeaf(node) : checkInner(node));
  if (problem !== null) return `${node.kind} ${nameOf(node)}: ${problem}`;
  if ((node.kind === 'leaf') !== (depth === leafDepth)) {
    return `${node.kind} ${nameOf(node)}: stands at depth ${depth}, leaves at ${leafDepth}`;
  }
  if (node.kind === 'leaf') return null;
  for (const child of node.children) {
    const below = checkNode(child, depth + 1, leafDepth);
    if (below !== null) return below;
  }
  return null;
}

function checkPivots(node: Node): string | null {
  const slots = node.kind === 'leaf' ? node.values.length : node.children.length;
  if (node.his.length !== slots) return `${slots} slots but ${node.his.length} pivots`;
  for (let i = 0; i < slots; i++) {
    if (node.his[i]! < slotLo(node, i)) return `pivot ${i} is out of order`;
  }
  return null;
}

function checkFill(node: Node, isRoot: boolean): string | null {
  const slots = node.his.length;
  const [least, most] = node.kind === 'leaf' ? [LEAF_MIN, LEAF_SLOTS] : [INNER_MIN, INNER_SLOTS];
  if (slots > most) return `${slots} slots are more than ${most}`;
  if (!isRoot && slots < least) return `${slots} slots are fewer than ${least}`;
  return null;
}

function checkLeaf(leaf: Leaf): string | null {
  let gap = 0;
  let count = 0;
  for (let i = 0; i < leaf.values.length; i++) {
    if (leaf.values[i] !== 0) {
      count++;
      continue;
    }
    if (leaf.values[i + 1] === 0) return `slots ${i} and ${i + 1} are both NULL`;
    gap = Math.max(gap, leaf.his[i]! - slotLo(leaf, i) + 1);
  }
  const ends = hiOf(leaf);
  if (leaf.values[leaf.values.length - 1] === 0 && ends !== MAX_PFN) return 'ends in NULL';
  if (leaf.gap !== gap) return `records a gap of ${leaf.gap}, has ${gap}`;
  if (leaf.count !== count) return `records ${leaf.count} entries, has ${count}`;
  return null;
}

function checkInner(inner: Inner): string | null {
  let gap = 0;
  let count = 0;
  for (const [i, child] of inner.children.entries()) {
    if (child.lo !== slotLo(inner, i)) return `child ${i} begins at ${child.lo}`;
    if (hiOf(child) !== inner.his[i]) return `child ${i} ends at ${hiOf(child)}`;
    if (inner.gaps[i] !== child.gap) {
      return `records a gap of ${inner.gaps[i]} under child ${i}, which has ${child.gap}`;
    }
    gap = Math.max(gap, child.gap);
    count += child.count;
  }
  if (inner.gap !== gap) return `records a gap of ${inner.gap}, has ${gap}`;
  if (inner.count !== count) return `records ${inner.count} entries, has ${count}`;
  return null;
}

function hiOf(node: Node): number | undefined {
  return node.his[node.his.length - 1];
}

function nameOf(node: Node): string {
  return formatRange({ lo: node.lo, hi: hiOf(node) ?? node.lo });
}
