import { MAX_PFN } from '../../model/range.ts';
import type { Pfn } from '../../model/range.ts';
import type { TreeVersion } from '../../model/tree-version.ts';
import { LEAF_MIN, LEAF_SLOTS, slotAt, slotLo } from './maple-node.ts';
import type { Leaf, Node } from './maple-node.ts';
import { spans } from './maple-restructure.ts';

/** What the versions ask for in different ways. Nodes are laid out in the same way in all. */
interface Rules {
  /** Nodes for an erase that leaves nothing, in a leaf that is the root or without any node. */
  readonly erasesAll: 0 | 1;
  /** A store over all pages is looked for before an exact overwrite. */
  readonly wholeFirst: boolean;
  /** Nodes to rebalance a leaf that gets too small, in a tree of that many levels. */
  rebalances(height: number): number;
  /** `mas_preallocate()` asks for the most that a store can need, whatever it needs. */
  readonly preallocatesMost: boolean;
}

const RULES: Readonly<Record<TreeVersion, Rules>> = {
  '6.1': {
    erasesAll: 0,
    wholeFirst: true,
    rebalances: (height) => 3 * height + 1,
    preallocatesMost: true,
  },
  '6.12': {
    erasesAll: 1,
    wholeFirst: false,
    rebalances: (height) => 2 * height - 1,
    preallocatesMost: false,
  },
};

/** Whether nodes that are taken in advance are asked for even if the store needs none. */
export function preallocatesMost(version: TreeVersion): boolean {
  return RULES[version].preallocatesMost;
}

/**
 * The number of nodes that a store has to ask for before it may change the tree. The rules are
 * those of docs/fidelity.md, and are tried in its order.
 * @param root null: the tree has no node
 * @param value 0: NULL
 */
export function nodesNeeded(
  root: Node | null,
  lo: Pfn,
  hi: Pfn,
  value: number,
  version: TreeVersion,
): number {
  const rules = RULES[version];
  const forAll = value === 0 ? rules.erasesAll : 1;
  // Rule 1: no node yet. A store at [0,0] fits the root.
  if (root === null) return lo === 0 && hi === 0 ? 0 : forAll;
  if (rules.wholeFirst && lo === 0 && hi === MAX_PFN) return forAll;
  let height = 1;
  let node = root;
  for (; node.kind === 'inner'; height++) node = node.children[slotAt(node, lo)]!;
  // Rule 2: it goes beyond its leaf.
  if (spans(node.his[node.his.length - 1]!, hi, value)) return 3 * height + 1;
  const slots = slotsAfter(node, lo, hi, value);
  if (slots === 'exact') return 0;
  if (slots === 'everything') return forAll;
  if (slots < LEAF_MIN && height > 1) return rules.rebalances(height);
  return slots > LEAF_SLOTS ? 2 * height + 1 : 0;
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
