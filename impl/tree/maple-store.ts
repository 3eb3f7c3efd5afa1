import { MAX_PFN } from '../../model/range.ts';
import type { Pfn } from '../../model/range.ts';
import { LEAF_MIN, LEAF_SLOTS, makeLeaf, slotAt, slotLo, withChild } from './maple-node.ts';
import type { Leaf, Node } from './maple-node.ts';
import { restructure } from './maple-restructure.ts';

/**
 * `root` with `[lo, hi]` (inclusive) overwritten by `value`; 0 is NULL. Entries that are partly
 * covered keep their other pages. Returns `root` itself if nothing changes. The result may hold
 * nothing but NULL.
 */
export function storeIn(root: Node, lo: Pfn, hi: Pfn, value: number): Node {
  return storeOnPath(root, true, lo, hi, value) ?? restructure(root, lo, hi, value);
}

/** The common case, a store that one leaf absorbs: copies the path to it. Null: it does not. */
function storeOnPath(node: Node, isRoot: boolean, lo: Pfn, hi: Pfn, value: number): Node | null {
  if (node.kind === 'leaf') return storeInLeaf(node, isRoot, lo, hi, value);
  const index = slotAt(node, lo);
  const childHi = node.his[index]!;
  if (hi > childHi) return null;
  // A leaf may not end in NULL, so this NULL moves into the next leaf instead.
  if (value === 0 && hi === childHi && hi !== MAX_PFN) return null;
  const child = node.children[index]!;
  const stored = storeOnPath(child, false, lo, hi, value);
  if (stored === null || stored === child) return stored === null ? null : node;
  return withChild(node, index, stored);
}

function storeInLeaf(leaf: Leaf, isRoot: boolean, lo: Pfn, hi: Pfn, value: number): Leaf | null {
  const { his, values } = leaf;
  let first = slotAt(leaf, lo);
  let last = first;
  while (his[last]! < hi) last++;
  let keepsLow = lo > slotLo(leaf, first);
  let keepsHigh = hi < his[last]!;
  let newHi = hi;
  if (value === 0) {
    // Neighbouring NULLs are one slot, so those that the write touches are merged with it.
    if (values[first] === 0) keepsLow = false;
    else if (!keepsLow && first > 0 && values[first - 1] === 0) first--;
    if (values[last] === 0) keepsHigh = false;
    else if (!keepsHigh && values[last + 1] === 0) last++;
    if (!keepsHigh) newHi = his[last]!;
  }
  if (!keepsLow && !keepsHigh && first === last && values[first] === value) return leaf;
  const slots = his.length - (last - first) + (keepsLow ? 1 : 0) + (keepsHigh ? 1 : 0);
  if (slots > LEAF_SLOTS || (slots < LEAF_MIN && !isRoot)) return null;

  // The arrays have their final length: growing them by push costs as much as the rest of the
  // store.
  /* oxlint-disable unicorn/no-new-array */
  const newHis = new Array<Pfn>(slots);
  const newValues = new Array<number>(slots);
  /* oxlint-enable unicorn/no-new-array */
  let slot = 0;
  for (; slot < first; slot++) {
    newHis[slot] = his[slot]!;
    newValues[slot] = values[slot]!;
  }
  if (keepsLow) {
    newHis[slot] = lo - 1;
    newValues[slot++] = values[first]!;
  }
  newHis[slot] = newHi;
  newValues[slot++] = value;
  for (let i = keepsHigh ? last : last + 1; slot < slots; i++, slot++) {
    newHis[slot] = his[i]!;
    newValues[slot] = values[i]!;
  }
  return makeLeaf(leaf.lo, newHis, newValues);
}
