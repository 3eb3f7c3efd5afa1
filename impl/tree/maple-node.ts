import { assert } from '../../model/assert.ts';
import type { Pfn } from '../../model/range.ts';

/**
 * The nodes of the maple tree. They are immutable: a store copies the path that it changes.
 *
 *            Inner  lo=0  his=[ 99 | 4999 |  MAX ]         one gap per child
 *                           /      |        \
 *     Leaf lo=0 his=[9|40|99]  Leaf lo=100 ...   Leaf lo=5000 his=[5003| ... |MAX]
 *          values=[0| 7| 8]         values=[0| ...      0 is NULL: a gap takes a slot too
 *
 * Capacities and minima are those of `maple_range_64` and `maple_arange_64`.
 */

/** The most slots that a leaf can have. */
export const LEAF_SLOTS = 16;
/** A leaf with fewer slots in use than this is rebalanced, unless it is the root. */
export const LEAF_MIN = 7;
/** The most children that an inner node can have. */
export const INNER_SLOTS = 10;
/** An inner node with fewer children than this is rebalanced, unless it is the root. */
export const INNER_MIN = 5;

/**
 * Slot `i` covers the pfns from `his[i - 1] + 1` (slot 0: from `lo`) to `his[i]`, inclusive. Value
 * 0 is NULL.
 */
export interface Leaf {
  readonly kind: 'leaf';
  readonly lo: Pfn;
  readonly his: readonly Pfn[];
  readonly values: readonly number[];
  /** Pages of the largest gap. */
  readonly gap: number;
  /** The number of slots that are not NULL. */
  readonly count: number;
}

/** Child `i` covers the pfns from `his[i - 1] + 1` (child 0: from `lo`) to `his[i]`, inclusive. */
export interface Inner {
  readonly kind: 'inner';
  readonly lo: Pfn;
  readonly his: readonly Pfn[];
  readonly children: readonly Node[];
  /** Pages of the largest gap under each child. */
  readonly gaps: readonly number[];
  /** Pages of the largest gap. */
  readonly gap: number;
  /** The number of entries under all children. */
  readonly count: number;
}

/** A node of the tree. */
export type Node = Leaf | Inner;

/** A leaf with these slots. It takes over the arrays. */
export function makeLeaf(lo: Pfn, his: readonly Pfn[], values: readonly number[]): Leaf {
  assert(his.length === values.length, 'maple tree: a leaf has other pivots than slots');
  let gap = 0;
  let count = 0;
  let begin = lo;
  for (let i = 0; i < values.length; i++) {
    const hi = his[i]!;
    if (values[i] !== 0) count++;
    else if (hi - begin >= gap) gap = hi - begin + 1;
    begin = hi + 1;
  }
  return { kind: 'leaf', lo, his, values, gap, count };
}

/** An inner node with these children, at least one, which must adjoin. It takes over the array. */
export function makeInner(children: readonly Node[]): Inner {
  const his: Pfn[] = [];
  const gaps: number[] = [];
  let adjoining = true;
  let gap = 0;
  let count = 0;
  for (let i = 0; i < children.length; i++) {
    const child = children[i]!;
    if (i > 0 && child.lo !== his[i - 1]! + 1) adjoining = false;
    his.push(child.his[child.his.length - 1]!);
    gaps.push(child.gap);
    if (child.gap > gap) gap = child.gap;
    count += child.count;
  }
  assert(adjoining, 'maple tree: children do not adjoin');
  return { kind: 'inner', lo: children[0]!.lo, his, children, gaps, gap, count };
}

/** A copy of `node` with child `index` replaced by one that covers the same pfns. */
export function withChild(node: Inner, index: number, child: Node): Inner {
  const children = node.children.slice();
  const old = children[index]!;
  const top = child.his[child.his.length - 1];
  assert(child.lo === old.lo && top === node.his[index], 'maple tree: a child covers other pages');
  children[index] = child;
  const count = node.count - old.count + child.count;
  const { lo, his } = node;
  if (child.gap === old.gap) {
    return { kind: 'inner', lo, his, children, gaps: node.gaps, gap: node.gap, count };
  }
  const gaps = node.gaps.slice();
  gaps[index] = child.gap;
  let gap = child.gap;
  // The other gaps matter only if the largest one may have shrunk.
  if (gap < node.gap) for (let i = 0; i < gaps.length; i++) if (gaps[i]! > gap) gap = gaps[i]!;
  return { kind: 'inner', lo, his, children, gaps, gap, count };
}

/** The index of the slot or child of `node` that covers `pfn`, which must be within the node. */
export function slotAt(node: Node, pfn: Pfn): number {
  const his = node.his;
  let i = 0;
  while (his[i]! < pfn) i++;
  return i;
}

/** The first pfn of slot or child `index`. */
export function slotLo(node: Node, index: number): Pfn {
  return index === 0 ? node.lo : node.his[index - 1]! + 1;
}
