import { assert } from '../../model/assert.ts';
import type { Pfn } from '../../model/range.ts';
import { INNER_MIN, INNER_SLOTS, LEAF_MIN, LEAF_SLOTS, makeInner, makeLeaf } from './maple-node.ts';
import type { Inner, Leaf, Node } from './maple-node.ts';

/** The node a store left behind on one level, and the siblings it may lean on. */
export interface Seam {
  /** Any number of slots or children from one up. */
  readonly node: Node;
  readonly before: Node | undefined;
  readonly after: Node | undefined;
}

/** What takes the place of a seam. */
export interface Settled {
  readonly nodes: readonly Node[];
  /** The sibling that has become part of `nodes`. */
  readonly tookIn: 'nothing' | 'before' | 'after';
}

/**
 * Gives the node of the seam a legal number of slots. Too few: joined with a sibling, the right
 * one first (`mas_rebalance`); if there is none it stays too small, and the level above, which
 * then has it as an only child, repairs it. Too many: shared with a sibling that has room, the
 * left one first (`mas_push_data`), else split.
 */
export function settle({ node, before, after }: Seam): Settled {
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

/** `node` in as few legal nodes as it takes; one that is too small is left so. */
export function divide(node: Node): readonly Node[] {
  if (node.kind === 'leaf') return leavesOf(node.lo, node.his, node.values);
  return innersOf(node.children);
}

/** Whether two nodes can hold it all with some slack: two full ones would split again at once. */
function canShare(node: Node, sibling: Node | undefined): sibling is Node {
  if (sibling === undefined) return false;
  const slots = node.kind === 'leaf' ? LEAF_SLOTS : INNER_SLOTS;
  return node.his.length + sibling.his.length <= 2 * slots - 3;
}

/** The slots of two neighbours, in one node if they fit. */
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
  // One slot is kept in reserve, for a cut that has to move.
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
