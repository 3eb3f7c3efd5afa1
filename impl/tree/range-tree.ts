import { observeTree } from '../../abstraction/tree-layout.ts';
import type { NodeNeed } from '../../model/fact.ts';
import { type TreeMemory, treeVersionOf } from '../../port/tree-memory.ts';
import { MANY_RANGES } from '../../model/properties/critical-section.ts';
import { checkLockHeld } from '../kernel/guarded.ts';
import { tellVisit } from './tell-visit.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Change } from '../kernel/memory.ts';
import { Kept } from '../kernel/kept.ts';
import type { Spinlock } from '../kernel/spinlock.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { preallocatesMost } from './maple-demand.ts';
import type { Leaf } from './maple-node.ts';
import { entriesOf, type Entry, MapleTree } from './maple-tree.ts';

interface Grown {
  readonly tree: MapleTree;
  /**
   * The number of changes since it was last surveyed; null: it was destroyed, and what calls in
   * flight still put into it is no part of any account.
   */
  readonly changes: number | null;
}

/**
 * How a change asks for its nodes. `on demand`: `mas_store_gfp()` asks, asks again through
 * `mas_nomem()` if that was refused, and then fails; `mas_nomem()` is what warns. `preallocated`:
 * `mas_preallocate()` asks once, and `mas_store_prealloc()` cannot fail.
 */
export type NodeRequest = 'on demand' | 'preallocated';

/** Trees with up to this many entries are surveyed after every change; larger ones now and then. */
export const ALWAYS_SURVEYED = 32;

function told({ lo, hi, value }: Entry): readonly number[] {
  return [lo, hi, value];
}

/**
 * The domain's maple tree. Every access is checked to be under its lock, and changes emit facts. A
 * store that is refused memory leaves the tree as it was.
 */
export class RangeTree extends Kept<Grown> {
  /** The leaves that runs begin with. */
  #first: ReadonlySet<Leaf> = new Set();
  readonly #lock: Spinlock;
  readonly #memory: TreeMemory;

  constructor(kernel: Kernel, lock: Spinlock, memory: TreeMemory) {
    super(kernel, { tree: MapleTree.empty, changes: 0 }, 'the tree');
    this.#lock = lock;
    this.#memory = memory;
    lock.protects = this;
  }

  /** The present tree; immutable. */
  protected get tree(): MapleTree {
    return this.kept.value.tree;
  }

  /** The entry that holds `pfn`; null: there is none. */
  find(pfn: Pfn): Entry | null {
    this.#checkLock();
    this.#visit(1);
    return this.kept.value.tree.find(pfn);
  }

  /** The lowest entry that ends at or above `pfn`; null: there is none. */
  next(pfn: Pfn): Entry | null {
    this.#checkLock();
    this.#visit(1);
    return this.kept.value.tree.next(pfn);
  }

  /** The top pfn of the highest gap of at least `sizePages` in `[lo, hi]`; null: there is none. */
  highestGap(sizePages: number, lo: Pfn, hi: Pfn): Pfn | null {
    this.#checkLock();
    this.#visit('every level');
    return this.kept.value.tree.highestGap(sizePages, lo, hi);
  }

  /** Stores a pointer over `[lo, hi]`. False: memory was refused, and nothing changed. */
  store(lo: Pfn, hi: Pfn, value: number, nodes: NodeRequest = 'on demand'): boolean {
    this.#checkLock();
    this.#visit('every level');
    const needs = this.#needs(lo, hi, value, nodes);
    if (!this.#allows({ k: 'store', lo, hi }, 'store', needs, nodes)) return false;
    const kernel = this.kernel;
    this.replace(this.stored(lo, hi, value));
    kernel.emit({ kind: 'stored', range: { lo, hi }, call: kernel.call, object: value });
    return true;
  }

  /** Stores NULL over `[lo, hi]`. False: memory was refused, and nothing changed. */
  erase(lo: Pfn, hi: Pfn, nodes: NodeRequest = 'on demand'): boolean {
    this.#checkLock();
    const kernel = this.kernel;
    const call = kernel.call;
    const needs = this.#needs(lo, hi, 0, nodes);
    if (!this.#allows({ k: 'erase', lo, hi }, 'erase', needs, nodes)) {
      kernel.emit({ kind: 'kept', range: { lo, hi }, call });
      return false;
    }
    this.replace(this.stored(lo, hi, 0));
    kernel.emit({ kind: 'erased', range: { lo, hi }, call });
    return true;
  }

  /**
   * Overwrites the value of exactly the entry `[lo, hi]`; its range stays. False: memory was
   * refused, and nothing changed.
   */
  overwrite(lo: Pfn, hi: Pfn, value: number): boolean {
    this.#checkLock();
    const needs = this.#needs(lo, hi, value, 'on demand');
    if (!this.#allows({ k: 'mark', lo, hi }, 'store', needs, 'on demand')) return false;
    this.replace(this.stored(lo, hi, value));
    return true;
  }

  /** `mtree_destroy()`. It cannot fail. */
  destroy(): void {
    this.#checkLock();
    this.changed();
    this.kept.value = { tree: MapleTree.empty, changes: null };
  }

  /** All entries, ascending. From outside, as in a dump, it needs no lock and counts no access. */
  entries(): readonly Entry[] {
    if (this.kernel.current !== null || this.kernel.betweenSteps) this.#checkLock();
    return this.kept.value.tree.entries();
  }

  #needs(lo: Pfn, hi: Pfn, value: number, nodes: NodeRequest): boolean {
    const version = treeVersionOf(this.#memory);
    if (version !== null) {
      const { tree } = this.kept.value;
      if (nodes === 'preallocated' && preallocatesMost(version)) return true;
      return tree.nodesNeeded(lo, hi, value, version) > 0;
    }
    if (value === 0) return this.kept.value.tree.store(lo, hi, 0) !== this.kept.value.tree;
    const there = this.kept.value.tree.find(lo);
    return there === null || there.lo !== lo || there.hi !== hi;
  }

  /**
   * Whether the change gets the nodes that it needs. Every request is non-blocking here, and the
   * lock is one from outside.
   */
  #allows(change: Change, need: NodeNeed, needs: boolean, nodes: NodeRequest): boolean {
    const { kernel } = this;
    if (kernel.memory.allows(change, need, needs)) return true;
    if (kernel.treeWarns && nodes === 'on demand') kernel.emit({ kind: 'warned', need });
    return false;
  }

  /** The tree with `value` stored over `[lo, hi]`, after memory was granted. */
  protected stored(lo: Pfn, hi: Pfn, value: number): MapleTree {
    return this.kept.value.tree.store(lo, hi, value);
  }

  protected replace(tree: MapleTree): void {
    this.changed();
    const { changes } = this.kept.value;
    this.kept.value = { tree, changes: changes === null ? null : changes + 1 };
  }

  /** Reports what a step of a critical section visits, if the tree is large. */
  #visit(entries: 1 | 'every level'): void {
    const { tree } = this.kept.value;
    if (tree.size < MANY_RANGES) return;
    const { depth } = tree;
    tellVisit(this.kernel, this.#lock, {
      entries: entries === 1 ? 1 : depth,
      depth,
      ranges: tree.size,
    });
  }

  #checkLock(): void {
    checkLockHeld(this.kernel, this.#lock, 'the tree');
    this.looked();
  }

  /** Reports what the tree holds, and whether it is sound. */
  survey(): void {
    const { tree, changes } = this.kept.value;
    const small = tree.size <= ALWAYS_SURVEYED;
    if (changes === null || changes === 0 || (!small && changes * 8 < tree.size)) return;
    this.changed();
    this.kept.value = { tree, changes: 0 };
    const ranges: readonly Range[] = tree.entries();
    this.kernel.emit({ kind: 'surveyed', ranges, unsound: tree.check() });
  }

  override observe(): unknown {
    const { tree, changes } = this.kept.value;
    return observeTree<Leaf>({
      tree,
      decides: this.#memory !== 'adversarial',
      unchecked: tree.size <= ALWAYS_SURVEYED ? changes : 0,
      first: this.#first,
      leaves: () => tree.leaves(),
      lowest: ({ lo }) => lo,
      entriesOf: (leaf) => entriesOf(leaf).map(told),
      entries: () => tree.entries().map(told),
    });
  }

  protected override mentions(ptr: number): boolean {
    return this.kept.unread.tree.holds(ptr);
  }

  override begin(): void {
    this.#first = new Set(this.kept.value.tree.leaves());
  }
}
