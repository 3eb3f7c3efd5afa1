import { assert } from '../../model/assert.ts';
import { INNER_MIN, INNER_SLOTS, LEAF_MIN, LEAF_SLOTS, makeInner, makeLeaf } from './maple-node.ts';
import type { Node } from './maple-node.ts';

/**
 * How the kernel joins and cuts nodes, the same in 6.1 and 6.12. Where a cut falls decides which
 * ranges end a leaf, and so which erases ask for nodes.
 */

/** The most slots of a node of that kind. */
export function mostSlots(node: Node): number {
  return node.kind === 'leaf' ? LEAF_SLOTS : INNER_SLOTS;
}

/** The fewest slots of a node of that kind that is not the root. */
export function fewestSlots(node: Node): number {
  return node.kind === 'leaf' ? LEAF_MIN : INNER_MIN;
}

/** One node, of any size, with the slots of both neighbours. */
export function join(a: Node, b: Node): Node {
  if (a.kind === 'leaf' && b.kind === 'leaf') {
    return makeLeaf(a.lo, a.his.concat(b.his), a.values.concat(b.values));
  }
  assert(a.kind === 'inner' && b.kind === 'inner', 'maple tree: uneven depth');
  return makeInner(a.children.concat(b.children));
}

/** Up to three nodes that are not too large, with all slots of `node` (`mab_calc_split()`). */
export function cut(node: Node): readonly Node[] {
  const last = node.his.length - 1;
  const most = mostSlots(node);
  if (last < most) return [node];
  const half = Math.floor(last / 2);
  const inThree = last >= 2 * most || (isNull(node, half) && last >= 2 * most - 1);
  if (!inThree) return cutAfter(node, offNull(node, half));
  const third = Math.floor(last / 3);
  const first = offNull(node, third);
  const [left, rest] = cutAfter(node, first);
  return [left, ...cutAfter(rest, offNull(node, 2 * third) - first - 1)];
}

/**
 * The two nodes for a node that is too large and the one before it, which is the left one; null:
 * there is not enough room in both (`mas_push_data()`).
 */
export function pushLeft(before: Node, node: Node, isTopmost: boolean): readonly Node[] | null {
  const total = before.his.length + node.his.length - 2;
  if (total >= roomOfTwo(node, isTopmost)) return null;
  const joined = join(before, node);
  return cutAfter(joined, offNull(joined, mostSlots(node) - 2));
}

/** The same for a node that is too large and the one after it. */
export function pushRight(node: Node, after: Node): readonly Node[] | null {
  const total = node.his.length + after.his.length - 2;
  if (total >= roomOfTwo(node, false)) return null;
  const joined = join(node, after);
  return cutAfter(joined, offNull(joined, total - mostSlots(node) + 2));
}

/** Two nodes are not filled to the last slot, or they would be split again soon. */
function roomOfTwo(node: Node, isTopmost: boolean): number {
  return 2 * mostSlots(node) - 2 - (node.kind === 'leaf' ? 1 : 0) - (isTopmost ? 1 : 0);
}

function isNull(node: Node, slot: number): boolean {
  return node.kind === 'leaf' && node.values[slot] === 0;
}

/**
 * The slot with which the left node ends, if it should be `slot`: no leaf but the topmost may end
 * in NULL (`mab_no_null_split()`). Enough slots are left on both sides.
 */
function offNull(node: Node, slot: number): number {
  if (!isNull(node, slot)) return slot;
  return slot < mostSlots(node) - 1 ? slot + 1 : slot - 1;
}

/** The slots up to `slot`, and those after it. */
function cutAfter(node: Node, slot: number): readonly [Node, Node] {
  if (node.kind === 'inner') {
    const { children } = node;
    return [makeInner(children.slice(0, slot + 1)), makeInner(children.slice(slot + 1))];
  }
  const { lo, his, values } = node;
  return [
    makeLeaf(lo, his.slice(0, slot + 1), values.slice(0, slot + 1)),
    makeLeaf(his[slot]! + 1, his.slice(slot + 1), values.slice(slot + 1)),
  ];
}
