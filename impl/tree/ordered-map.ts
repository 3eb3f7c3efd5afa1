import type { Pfn, Range } from '../../model/range.ts';
import { checkLockHeld } from '../kernel/guarded.ts';
import type { Kernel, Part } from '../kernel/kernel.ts';
import type { Ptr, Slab } from '../kernel/slab.ts';
import type { Spinlock } from '../kernel/spinlock.ts';

/**
 * The rbtree as far as its users can tell: the range objects themselves in ascending order, with
 * predecessor and successor. Inserting and erasing never need memory.
 */
export class OrderedMap implements Part {
  /** Pointers, ascending by `lo`. Immutable. */
  #objects: readonly Ptr[] = [];
  #changed = false;
  readonly #kernel: Kernel;
  readonly #lock: Spinlock;
  readonly #slab: Slab;

  constructor(kernel: Kernel, lock: Spinlock, slab: Slab) {
    this.#kernel = kernel;
    this.#lock = lock;
    this.#slab = slab;
    kernel.parts.push(this);
    lock.afterRelease = () => this.#survey();
  }

  /** The object whose range holds `pfn`, or null. */
  find(pfn: Pfn): Ptr | null {
    const object = this.#objects[this.#firstAbove(pfn) - 1];
    return object !== undefined && this.#slab.read(object, 'hi') >= pfn ? object : null;
  }

  /** The highest object whose `lo` is below `pfn`, or null. */
  below(pfn: Pfn): Ptr | null {
    return this.#objects[this.#firstAbove(pfn - 1) - 1] ?? null;
  }

  /** The next higher object, or null. */
  successor(object: Ptr): Ptr | null {
    return this.#objects[this.#firstAbove(this.#slab.read(object, 'lo'))] ?? null;
  }

  /** All objects, ascending. */
  objects(): readonly Ptr[] {
    this.#checkLock();
    return this.#objects;
  }

  insert(object: Ptr): void {
    const range = this.#range(object);
    this.#tell('store', range);
    const at = this.#firstAbove(range.lo);
    this.#objects = [...this.#objects.slice(0, at), object, ...this.#objects.slice(at)];
    this.#kernel.emit({ kind: 'stored', range, call: this.#kernel.call });
  }

  erase(object: Ptr): void {
    const range = this.#range(object);
    this.#tell('erase', range);
    this.#objects = this.#objects.filter((other) => other !== object);
    this.#kernel.emit({ kind: 'erased', range, call: this.#kernel.call });
  }

  /** Moves the lower end of a range that is in the tree down to `lo`. */
  extendDown(object: Ptr, lo: Pfn): void {
    this.#slab.write(object, 'lo', lo);
    const range = this.#range(object);
    this.#tell('extend', range);
    this.#kernel.emit({ kind: 'stored', range, call: this.#kernel.call });
  }

  #tell(k: 'store' | 'erase' | 'extend', range: Range): void {
    this.#checkLock();
    this.#changed = true;
    this.#kernel.memory.allows({ k, ...range }, 'store', false);
  }

  #range(object: Ptr): Range {
    return { lo: this.#slab.read(object, 'lo'), hi: this.#slab.read(object, 'hi') };
  }

  /** Index of the first object whose `lo` is above `pfn`. */
  #firstAbove(pfn: Pfn): number {
    this.#checkLock();
    let from = 0;
    let to = this.#objects.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#slab.read(this.#objects[middle] as Ptr, 'lo') > pfn) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  #checkLock(): void {
    checkLockHeld(this.#kernel, this.#lock, 'the tree');
  }

  #survey(): void {
    if (!this.#changed) return;
    this.#changed = false;
    const ranges = this.#objects.map((object) => this.#range(object));
    const bad = ranges.findIndex((range, at) => range.lo <= (ranges[at - 1]?.hi ?? -1));
    const unsound = bad < 0 ? null : `two ranges of the tree meet at ${ranges[bad]?.lo}`;
    this.#kernel.emit({ kind: 'surveyed', ranges, unsound });
  }

  save(): unknown {
    return [this.#objects, this.#changed];
  }

  restore(saved: unknown): void {
    [this.#objects, this.#changed] = saved as [readonly Ptr[], boolean];
  }
}
