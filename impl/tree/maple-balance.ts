import { assert } from '../../model/assert.ts';
import type { Pfn } from '../../model/range.ts';
import { INNER_MIN, INNER_SLOTS, LEAF_MIN, LEAF_SLOTS, makeInner, makeLeaf } from './maple-node.ts';
import type { Inner, Leaf, Node } from './maple-node.ts';

/** The node that a store has left on one level, and the siblings that may help to balance it. */
export interface Seam {
  /** It may have any number of slots or children, from 1 on. */
  readonly node: Node;
  readonly before: Node | undefined;
  readonly after: Node | undefined;
}

/** The nodes that replace a seam. */
export interface Rebalanced {
  readonly nodes: readonly Node[];
  /** The sibling that `nodes` replace as well. */
  readonly tookIn: 'nothing' | 'before' | 'after';
}

/**
 * Gives the node of the seam a legal number of slots. If it has too few, it is joined with a
 * sibling, preferably the right one (`mas_rebalance`). Without a sibling it stays too small: it is
 * then an only child, and the level above repairs it. If it has too many, slots are shared with a
 * sibling that has room, preferably the left one (`mas_push_data`); otherwise the node is split.
 */
export function rebalance({ node, before, after }: Seam): Rebalanced {
  const slots = node.his.length;
  if (slots < (node.kind === 'leaf' ? LEAF_MIN : INNER_MIN)) {
    if (after !== undefined) return { nodes: merge(node, after), tookIn: 'after' };
    if (before !== undefined) return { nodes: merge(before, node), tookIn: 'before' };
  } else if (slots > (node.kind === 'leaf' ? LEAF_SLOTS : INNER_SLOTS)) {
    if (canShare(node, before)) return { nodes: merge(before, node), tookIn: 'before' };
    if (canShare(node, after)) return { nodes: merge(node, after), tookIn: 'after' };
    return { nodes: divide(node), tookIn: 'nothing' };
  }
  return { nodes: [node], tookIn: 'nothing' };
}

/** `node` as the least number of nodes that are not too large. A node too small is left so. */
export function divide(node: Node): readonly Node[] {
  if (node.kind === 'leaf') return leavesOf(node.lo, node.his, node.values);
  return innersOf(node.children);
}

/**
 * Whether two nodes can hold all slots with some slack, without which they would split again soon.
 */
function canShare(node: Node, sibling: Node | undefined): sibling is Node {
  if (sibling === undefined) return false;
  const slots = node.kind === 'leaf' ? LEAF_SLOTS : INNER_SLOTS;
  return node.his.length + sibling.his.length <= 2 * slots - 3;
}

/** The slots of two neighbours, in one node if they fit, else in several. */
function merge(a: Node, b: Node): readonly Node[] {
  if (a.kind === 'leaf' && b.kind === 'leaf') {
    return leavesOf(a.lo, a.his.concat(b.his), a.values.concat(b.values));
  }
  assert(a.kind === 'inner' && b.kind === 'inner', 'maple tree: uneven depth');
  const onlyChild = a.children.length === 1 || b.children.length === 1;
  if (!onlyChild) return innersOf(a.children.concat(b.children));
  // An only child may be too small itself: it had no sibling until now.
  const seam = merge(a.children[a.children.length - 1]!, b.children[0]!);
  return innersOf(a.children.slice(0, -1).concat(seam, b.children.slice(1)));
}

function leavesOf(lo: Pfn, his: readonly Pfn[], values: readonly number[]): readonly Leaf[] {
  const slots = his.length;
  if (slots <= LEAF_SLOTS) return [makeLeaf(lo, his, values)];
  // One slot is kept in reserve, since a cut may have to move by one slot.
  const parts = Math.ceil(slots / (LEAF_SLOTS - 1));
  const leaves: Leaf[] = [];
  let begin = 0;
  let beginLo = lo;
  for (let part = 1; part <= parts; part++) {
    let end = Math.ceil((slots * part) / parts);
    // Only the topmost leaf may end in NULL.
    if (part < parts && values[end - 1] === 0) end++;
    leaves.push(makeLeaf(beginLo, his.slice(begin, end), values.slice(begin, end)));
    begin = end;
    beginLo = his[end - 1]! + 1;
  }
  return leaves;
}

function innersOf(children: readonly Node[]): readonly Inner[] {
  const parts = Math.ceil(children.length / INNER_SLOTS);
  const inners: Inner[] = [];
  let begin = 0;
  for (let part = 1; part <= parts; part++) {
    const end = Math.ceil((children.length * part) / parts);
    inners.push(makeInner(children.slice(begin, end)));
    begin = end;
  }
  return inners;
}
