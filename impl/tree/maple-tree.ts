import { assert } from '../../model/assert.ts';
import { MAX_PFN, formatRange } from '../../model/range.ts';
import type { Pfn } from '../../model/range.ts';
import type { TreeVersion } from '../../model/tree-version.ts';
import { checkTree } from './maple-check.ts';
import { nodesNeeded } from './maple-demand.ts';
import { highestGapIn } from './maple-gap.ts';
import { makeLeaf, slotAt, slotLo } from './maple-node.ts';
import type { Leaf, Node } from './maple-node.ts';
import { storeIn } from './maple-store.ts';

/** A range, inclusive at both ends, and its value: any integer except 0, which is NULL. */
export interface Entry {
  readonly lo: Pfn;
  readonly hi: Pfn;
  readonly value: number;
}

/**
 * The kernel's maple tree over `[0, MAX_PFN]`, in allocation-range mode and without RCU: a B-tree
 * of ranges that knows the largest gap below every node. Immutable: a store returns a new tree,
 * which shares what it did not touch with the old one. So a store that is refused leaves the tree
 * as it was, and a snapshot is a reference. See docs/fidelity.md.
 */
export class MapleTree {
  static readonly empty: MapleTree = new MapleTree(null, 0);

  /** Null: the tree has no node, because it is empty or because `pointer` is all it holds. */
  readonly root: Node | null;
  /** Without a node: the value at `[0, 0]`, kept in the root pointer itself; 0: there is none. */
  private readonly pointer: number;

  constructor(root: Node | null, pointer: number) {
    assert(
      root === null || (pointer === 0 && root.count > 0),
      'maple tree: nodes beside a pointer, or without an entry',
    );
    this.root = root;
    this.pointer = pointer;
  }

  /** The number of entries. */
  get size(): number {
    if (this.root !== null) return this.root.count;
    return this.pointer === 0 ? 0 : 1;
  }

  /** The number of levels of nodes: 0 without a node, 1 if the root is a leaf. */
  get depth(): number {
    let depth = 0;
    for (let node = this.root; node !== null; depth++) {
      node = node.kind === 'inner' ? node.children[0]! : null;
    }
    return depth;
  }

  /**
   * The tree with `[lo, hi]` overwritten by `value`; 0 erases. Entries that are partly covered keep
   * their other pages and their value. Neighbours of equal value stay separate entries.
   * @throws RangeError if not `0 <= lo <= hi <= MAX_PFN`
   */
  store(lo: Pfn, hi: Pfn, value: number): MapleTree {
    if (!(lo >= 0 && lo <= hi && hi <= MAX_PFN)) {
      throw new RangeError(`maple tree: no range ${formatRange({ lo, hi })} in this space`);
    }
    if (this.root === null) return this.storeWithoutNode(lo, hi, value);
    const root = storeIn(this.root, lo, hi, value);
    if (root === this.root) return this;
    return root.count === 0 ? MapleTree.empty : new MapleTree(root, 0);
  }

  /**
   * The number of nodes that `store` with these arguments asks for in that version of Linux, in one
   * request that is granted as a whole or not at all; 0: no request. Some of the nodes may turn out
   * not to be used.
   */
  nodesNeeded(lo: Pfn, hi: Pfn, value: number, version: TreeVersion): number {
    return nodesNeeded(this.root, lo, hi, value, version);
  }

  /** The entry that contains `pfn`; null: there is none. */
  find(pfn: Pfn): Entry | null {
    const entry = this.next(pfn);
    return entry !== null && entry.lo <= pfn ? entry : null;
  }

  /** The lowest entry that ends at `pfn` or above; null: there is none. Logarithmic. */
  next(pfn: Pfn): Entry | null {
    if (pfn > MAX_PFN) return null;
    let node = this.root;
    if (node === null) {
      return pfn === 0 && this.pointer !== 0 ? { lo: 0, hi: 0, value: this.pointer } : null;
    }
    while (node.kind === 'inner') node = node.children[slotAt(node, pfn)]!;
    // No two NULLs adjoin, and only the topmost leaf ends in one, so this leaf has the answer.
    let slot = slotAt(node, pfn);
    if (node.values[slot] === 0) slot++;
    return slot < node.values.length ? entryAt(node, slot) : null;
  }

  /**
   * The highest pfn of the highest gap of at least `sizePages` (1 or more) in `[lo, hi]`; null:
   * there is none. Gaps are clipped to the window before they are compared. There is no gap in an
   * inverted window, in a window shorter than `sizePages`, or beyond the top of the space.
   */
  highestGap(sizePages: number, lo: Pfn, hi: Pfn): Pfn | null {
    const top = hi > MAX_PFN ? MAX_PFN : hi;
    if (top < lo || top - lo + 1 < sizePages) return null;
    if (this.root === null) {
      const bottom = lo === 0 && this.pointer !== 0 ? 1 : lo;
      return top - bottom + 1 < sizePages ? null : top;
    }
    const found = highestGapIn(this.root, sizePages, lo, top);
    return found < 0 ? null : found;
  }

  /** Whether some entry has that value, which is not 0. */
  holds(value: number): boolean {
    if (this.root === null) return this.pointer === value;
    return this.leaves().some(({ values }) => values.includes(value));
  }

  /** All entries, ascending. */
  entries(): Entry[] {
    if (this.root === null) {
      return this.pointer === 0 ? [] : [{ lo: 0, hi: 0, value: this.pointer }];
    }
    return this.root.kind === 'leaf' ? entriesOf(this.root) : this.leaves().flatMap(entriesOf);
  }

  /** All leaves, ascending. A leaf that a store did not touch is the same object in both trees. */
  leaves(): Leaf[] {
    const found: Leaf[] = [];
    if (this.root !== null) collectLeaves(this.root, found);
    return found;
  }

  /** What is wrong with the tree, in one sentence; null: nothing. */
  check(): string | null {
    return this.root === null ? null : checkTree(this.root);
  }

  private storeWithoutNode(lo: Pfn, hi: Pfn, value: number): MapleTree {
    const pointer = lo === 0 ? 0 : this.pointer;
    if (value === 0) return pointer === this.pointer ? this : MapleTree.empty;
    if (hi === 0) return new MapleTree(null, value);
    const his: Pfn[] = [];
    const values: number[] = [];
    if (pointer !== 0) {
      his.push(0);
      values.push(pointer);
    }
    if (lo > his.length) {
      his.push(lo - 1);
      values.push(0);
    }
    his.push(hi);
    values.push(value);
    if (hi < MAX_PFN) {
      his.push(MAX_PFN);
      values.push(0);
    }
    return new MapleTree(makeLeaf(0, his, values), 0);
  }
}

function entryAt(leaf: Leaf, slot: number): Entry {
  return { lo: slotLo(leaf, slot), hi: leaf.his[slot]!, value: leaf.values[slot]! };
}

function collectLeaves(node: Node, found: Leaf[]): void {
  if (node.kind === 'leaf') found.push(node);
  else for (const child of node.children) collectLeaves(child, found);
}

/** The entries of a leaf, ascending. */
export function entriesOf(leaf: Leaf): Entry[] {
  const found: Entry[] = [];
  for (let slot = 0; slot < leaf.values.length; slot++) {
    if (leaf.values[slot] !== 0) found.push(entryAt(leaf, slot));
  }
  return found;
}
