import type { Kernel, Part } from './kernel.ts';

/**
 * A pointer to a range object: its slot and how often that slot had been handed out before, so that
 * a pointer from before a free is told from one after a reuse of the same memory.
 */
export type Ptr = number & { readonly unit?: 'ptr' };

const GENERATIONS = 2 ** 20;
const NEVER_FREED: readonly string[] = [];

/** The memory of one range object, `struct iova`. Immutable; writes replace it. */
interface Slot {
  readonly generation: number;
  readonly live: boolean;
  readonly lo: number;
  readonly hi: number;
  /** `llist_node.next`; 0 ends a list. */
  readonly next: Ptr;
  /** Of every generation but the present one, and of that once it is freed: which step freed it. */
  readonly freedAt: readonly string[];
}

/** A field of a range object. */
export type Field = 'lo' | 'hi' | 'next';

/**
 * The slab cache of range objects. A freed object is poisoned: every later access through an old
 * pointer is a fact (`MEM-1`), and reads what the memory says by then: the old contents, or those
 * of the object that reuses it. The object freed last is handed out first.
 */
export class Slab implements Part {
  #slots: Slot[] = [];
  #free: readonly number[] = [];
  live = 0;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.parts.push(this);
  }

  /** `kmem_cache_alloc(GFP_ATOMIC)`: null if memory is refused. */
  allocate(): Ptr | null {
    if (!this.#kernel.memory.allows({ k: 'alloc' }, 'object', true)) return null;
    const reused = this.#free.at(-1);
    const index = reused ?? this.#slots.length;
    const freedAt = reused === undefined ? NEVER_FREED : this.#slot(index).freedAt;
    const generation = freedAt.length + 1;
    if (generation >= GENERATIONS) throw new Error('a slot was reused more often than it can count');
    if (reused !== undefined) this.#free = this.#free.slice(0, -1);
    this.#slots[index] = { generation, live: true, lo: 0, hi: 0, next: 0, freedAt };
    this.live += 1;
    this.#kernel.emit({ kind: 'object', event: 'allocated' });
    return index * GENERATIONS + generation;
  }

  /** `kmem_cache_free()` */
  free(ptr: Ptr): void {
    const index = this.#index(ptr);
    const slot = this.#slot(index);
    if (!this.#isLive(ptr)) {
      this.#kernel.misuse(
        'MEM-2',
        `the object of ${this.#name(ptr)} is freed again`,
        this.#places(ptr),
      );
      return;
    }
    const freedAt = [...slot.freedAt, this.#kernel.place];
    this.#slots[index] = { ...slot, live: false, freedAt };
    this.#free = [...this.#free, index];
    this.live -= 1;
    this.#kernel.emit({ kind: 'object', event: 'freed' });
  }

  read(ptr: Ptr, field: Field): number {
    this.#checkLive(ptr);
    return this.#slot(this.#index(ptr))[field];
  }

  write(ptr: Ptr, field: Field, value: number): void {
    this.#checkLive(ptr);
    const index = this.#index(ptr);
    this.#slots[index] = { ...this.#slot(index), [field]: value };
  }

  #checkLive(ptr: Ptr): void {
    if (this.#isLive(ptr)) return;
    this.#kernel.misuse(
      'MEM-1',
      `the object of ${this.#name(ptr)} is used after it was freed`,
      this.#places(ptr),
    );
  }

  #isLive(ptr: Ptr): boolean {
    const slot = this.#slot(this.#index(ptr));
    return slot.live && slot.generation === ptr % GENERATIONS;
  }

  #index(ptr: Ptr): number {
    return Math.floor(ptr / GENERATIONS);
  }

  #slot(index: number): Slot {
    const slot = this.#slots[index];
    if (slot === undefined) throw new Error(`no object ${index}: a wild pointer in a design`);
    return slot;
  }

  #name(ptr: Ptr): string {
    const { lo, hi } = this.#slot(this.#index(ptr));
    return `[${lo},${hi}]`;
  }

  /** As KASAN tells it: where it is used, and where what the pointer named was freed. */
  #places(ptr: Ptr): string {
    const freed = this.#slot(this.#index(ptr)).freedAt[(ptr % GENERATIONS) - 1];
    return `${this.#kernel.place} <- ${freed ?? 'nowhere'}`;
  }

  save(): unknown {
    return [this.#slots.slice(), this.#free, this.live];
  }

  restore(saved: unknown): void {
    const [slots, free, live] = saved as [Slot[], readonly number[], number];
    this.#slots = slots.slice();
    this.#free = free;
    this.live = live;
  }
}
