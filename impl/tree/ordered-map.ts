import type { Pfn, Range } from '../../model/range.ts';
import { MANY_RANGES } from '../../model/properties/critical-section.ts';
import { checkLockHeld } from '../kernel/guarded.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Kept } from '../kernel/kept.ts';
import type { Ptr, Slab } from '../kernel/slab.ts';
import type { Spinlock } from '../kernel/spinlock.ts';
import { tellVisit } from './tell-visit.ts';

interface Ordered {
  /** Pointers, ascending by `lo`. */
  readonly objects: readonly Ptr[];
  /** Nothing has changed since it was last surveyed. */
  readonly surveyed: boolean;
}

/**
 * The red-black tree as far as its users can tell: the range objects themselves, in ascending
 * order, with predecessor and successor. Inserting and erasing never need memory. Every access is
 * checked to be under the lock, and changes emit facts.
 */
export class OrderedMap extends Kept<Ordered> {
  readonly #lock: Spinlock;
  readonly #slab: Slab;

  constructor(kernel: Kernel, lock: Spinlock, slab: Slab) {
    super(kernel, { objects: [], surveyed: true }, 'the tree');
    this.#lock = lock;
    this.#slab = slab;
    lock.protects = this;
  }

  /** The object whose range holds `pfn`; null: there is none. */
  find(pfn: Pfn): Ptr | null {
    this.#visit(1);
    const object = this.kept.value.objects[this.#firstAbove(pfn) - 1];
    return object !== undefined && this.#slab.read(object, 'hi') >= pfn ? object : null;
  }

  /** The highest object whose `lo` is below `pfn`; null: there is none. */
  below(pfn: Pfn): Ptr | null {
    this.#visit(1);
    return this.kept.value.objects[this.#firstAbove(pfn - 1) - 1] ?? null;
  }

  /** The next higher object; null: there is none. */
  successor(object: Ptr): Ptr | null {
    this.#visit(1);
    return this.kept.value.objects[this.#firstAbove(this.#slab.read(object, 'lo'))] ?? null;
  }

  /** All objects, ascending; for a teardown, and for checks from outside. */
  objects(): readonly Ptr[] {
    this.#checkLock();
    this.looked();
    return this.kept.value.objects;
  }

  /** Yields the objects one by one, ascending. Each counts as visited when it is yielded. */
  *walk(): Generator<Ptr, void, undefined> {
    for (const object of this.objects()) {
      this.#visit(1);
      yield object;
    }
  }

  insert(object: Ptr): void {
    const range = this.#range(object);
    this.#visit('every level');
    this.#tell('store', range);
    const at = this.#firstAbove(range.lo);
    const { objects } = this.kept.value;
    this.#replace(objects.toSpliced(at, 0, object));
    this.kernel.emit({ kind: 'stored', range, call: this.kernel.call });
  }

  erase(object: Ptr): void {
    const range = this.#range(object);
    this.#tell('erase', range);
    this.#replace(this.kept.value.objects.filter((other) => other !== object));
    this.kernel.emit({ kind: 'erased', range, call: this.kernel.call });
  }

  /** Moves the lower end of a range that is in the tree down to `lo`. */
  extendDown(object: Ptr, lo: Pfn): void {
    this.#slab.write(object, 'lo', lo);
    this.#replace(this.kept.value.objects);
    const range = this.#range(object);
    this.#tell('extend', range);
    this.kernel.emit({ kind: 'stored', range, call: this.kernel.call });
  }

  #tell(k: 'store' | 'erase' | 'extend', range: Range): void {
    this.#checkLock();
    this.kernel.memory.allows({ k, ...range }, 'store', false);
  }

  #replace(objects: readonly Ptr[]): void {
    this.changed();
    this.kept.value = { objects, surveyed: false };
  }

  #range(object: Ptr): Range {
    return { lo: this.#slab.read(object, 'lo'), hi: this.#slab.read(object, 'hi') };
  }

  /** The index of the first object whose `lo` is above `pfn`; the length if there is none. */
  #firstAbove(pfn: Pfn): number {
    this.#checkLock();
    this.looked();
    let from = 0;
    let to = this.kept.value.objects.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#slab.read(this.kept.value.objects[middle] as Ptr, 'lo') > pfn) to = middle;
      else from = middle + 1;
    }
    return from;
  }

  /** Reports what a step of a critical section visits, if the tree is large. */
  #visit(entries: 1 | 'every level'): void {
    const ranges = this.kept.value.objects.length;
    if (ranges < MANY_RANGES) return;
    const depth = Math.ceil(Math.log2(ranges + 1));
    tellVisit(this.kernel, this.#lock, { entries: entries === 1 ? 1 : depth, depth, ranges });
  }

  #checkLock(): void {
    checkLockHeld(this.kernel, this.#lock, 'the tree');
  }

  survey(): void {
    if (this.kept.value.surveyed) return;
    this.changed();
    this.kept.value = { objects: this.kept.value.objects, surveyed: true };
    const ranges = this.kept.value.objects.map((object) => this.#range(object));
    const bad = ranges.findIndex((range, at) => range.lo <= (ranges[at - 1]?.hi ?? -1));
    const unsound = bad < 0 ? null : `two ranges of the tree meet at ${ranges[bad]?.lo}`;
    this.kernel.emit({ kind: 'surveyed', ranges, unsound });
  }
}
