import type { CachePart } from '../kernel/memory.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Kept } from '../kernel/kept.ts';

/** How many of each are allocated. */
type Counts = Readonly<Record<CachePart, number>>;

const NONE: Counts = { kmalloc: 0, percpu: 0, magazine: 0, cpuhp: 0 };

/**
 * The memory of the caches: the array of size classes (`kmalloc`), the blocks for all CPUs of a
 * size class (`percpu`), magazines, and the registration for CPUs that go offline (`cpuhp`).
 * A step that reads how much is left depends on all others; these do not depend on each other.
 */
export class CacheMemory extends Kept<Counts> {
  constructor(kernel: Kernel) {
    super(kernel, NONE, 'the memory of the caches');
  }

  /** The number that is allocated; nobody is told that it is read. */
  get counts(): Counts {
    return this.kept.unread;
  }

  /** The number of all that is allocated. */
  get total(): number {
    this.changed();
    return Object.values(this.kept.value).reduce((sum, count) => sum + count, 0);
  }

  get(what: CachePart): number {
    this.looked();
    return this.kept.value[what];
  }

  /** Asks for one; false: memory was refused. */
  allocate(what: CachePart): boolean {
    const need = what === 'magazine' ? 'magazine' : 'caches';
    if (!this.kernel.memory.allows({ k: 'alloc', what }, need, true)) return false;
    this.#add(what, 1);
    return true;
  }

  /** Gives one back. */
  free(what: CachePart): void {
    this.#add(what, -1);
  }

  #add(what: CachePart, more: number): void {
    this.looked();
    const counts = this.kept.value;
    this.kept.value = { ...counts, [what]: counts[what] + more };
  }
}
