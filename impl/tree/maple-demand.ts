import { MAX_PFN } from '../../model/range.ts';
import type { Pfn } from '../../model/range.ts';
import { INNER_MIN, INNER_SLOTS, LEAF_MIN, LEAF_SLOTS, slotAt, slotLo } from './maple-node.ts';
import type { Leaf, Node } from './maple-node.ts';

/**
 * The number of nodes that a store has to ask for before it may change the tree
 * (`mas_wr_store_type()`, `mas_prealloc_calc()`). The rules are those of docs/fidelity.md, and are
 * tried in its order.
 * @param root null: the tree has no node
 * @param value 0: NULL
 */
export function nodesNeeded(root: Node | null, lo: Pfn, hi: Pfn, value: number): number {
  // Rule 1: no node yet. Every store asks for one, except a store at [0,0], which fits the root.
  if (root === null) return lo === 0 && hi === 0 ? 0 : 1;

  // The number of levels from the root down to, and including, the lowest ancestor with room for
  // one more child (`withRoom`), or with a child to spare (`withSpare`).
  let withRoom = 0;
  let withSpare = 0;
  let level = 0;
  let node = root;
  while (node.kind === 'inner') {
    const index = slotAt(node, lo);
    if (spans(node.his[index]!, hi, value)) {
      return 3 * (heightOf(root) - Math.min(withRoom, withSpare)) + 1;
    }
    level++;
    if (node.children.length < INNER_SLOTS) withRoom = level;
    if (node.children.length > (level === 1 ? 2 : INNER_MIN)) withSpare = level;
    node = node.children[index]!;
  }
  const height = level + 1;
  const slots = slotsAfter(node, lo, hi, value);
  if (slots === 'exact') return 0;
  if (slots === 'everything') return 1;
  if (slots < LEAF_MIN && level > 0) return 2 * (height - withSpare) + 1;
  if (slots > LEAF_SLOTS) return 2 * (height - withRoom) + 1;
  return 0;
}

/**
 * Rule 2: whether a write goes beyond its leaf. A NULL up to the upper edge of a leaf does, too,
 * since no leaf may end in NULL.
 */
function spans(childHi: Pfn, hi: Pfn, value: number): boolean {
  return hi > childHi || (hi === childHi && value === 0 && hi !== MAX_PFN);
}

/** Rules 3 to 5: the slots that the leaf would have. A NULL first merges with adjacent NULLs. */
function slotsAfter(leaf: Leaf, lo: Pfn, hi: Pfn, value: number): number | 'exact' | 'everything' {
  let first = slotAt(leaf, lo);
  let last = first;
  while (leaf.his[last]! < hi) last++;
  let keepsLow = lo > slotLo(leaf, first);
  let keepsHigh = hi < leaf.his[last]!;
  if (value === 0) {
    if (leaf.values[first] === 0) keepsLow = false;
    else if (!keepsLow && first > 0 && leaf.values[first - 1] === 0) first--;
    if (leaf.values[last] === 0) keepsHigh = false;
    else if (!keepsHigh && leaf.values[last + 1] === 0) last++;
  }
  if (!keepsLow && !keepsHigh) {
    if (first === last) return 'exact';
    if (slotLo(leaf, first) === 0 && leaf.his[last] === MAX_PFN) return 'everything';
  }
  return leaf.his.length - (last - first) + (keepsLow ? 1 : 0) + (keepsHigh ? 1 : 0);
}

function heightOf(root: Node): number {
  let height = 1;
  for (let node = root; node.kind === 'inner'; node = node.children[0]!) height++;
  return height;
}
