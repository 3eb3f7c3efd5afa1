import type { Kernel, Part } from './kernel.ts';

/**
 * A pointer to a range object: its slot and how often that slot had been handed out before, so that
 * a pointer from before a free is told from one after a reuse of the same memory.
 */
export type Ptr = number & { readonly unit?: 'ptr' };

const GENERATIONS = 2 ** 20;

/** A field of a range object, `struct iova`; `next` is its `llist_node.next`, 0 ends a list. */
export type Field = 'lo' | 'hi' | 'next';

/** The end of one use of a slot. */
interface Freed {
  readonly at: string;
  readonly lo: number;
  readonly hi: number;
}

/** The memory of all range objects: of each slot, the fields and who has it. */
interface Slots {
  readonly lo: number[];
  readonly hi: number[];
  readonly next: Ptr[];
  /** How often it has been handed out. */
  readonly generation: number[];
  readonly live: boolean[];
  /** By generation: which step freed it, and what it said then. Immutable. */
  readonly freedAt: (readonly Freed[])[];
  /** Slots to hand out, the last first. */
  readonly free: number[];
}

function copy(slots: Slots): Slots {
  return {
    lo: slots.lo.slice(),
    hi: slots.hi.slice(),
    next: slots.next.slice(),
    generation: slots.generation.slice(),
    live: slots.live.slice(),
    freedAt: slots.freedAt.slice(),
    free: slots.free.slice(),
  };
}

/**
 * The slab cache of range objects. A freed object is poisoned: every later access through an old
 * pointer is a fact (`MEM-1`), and reads what the memory says by then: the old contents, or those
 * of the object that reuses it. The object freed last is handed out first.
 */
export class Slab implements Part {
  #slots: Slots = { lo: [], hi: [], next: [], generation: [], live: [], freedAt: [], free: [] };
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.parts.push(this);
  }

  /** Objects handed out and not freed. */
  get live(): number {
    return this.#slots.live.length - this.#slots.free.length;
  }

  /** `kmem_cache_alloc(GFP_ATOMIC)`: null if memory is refused. */
  allocate(): Ptr | null {
    if (!this.#kernel.memory.allows({ k: 'alloc' }, 'object', true)) return null;
    const slots = this.#slots;
    const index = slots.free.pop() ?? slots.live.length;
    const generation = (slots.generation[index] ?? 0) + 1;
    if (generation >= GENERATIONS) throw new Error('a slot was reused too often to count');
    slots.lo[index] = slots.hi[index] = slots.next[index] = 0;
    slots.generation[index] = generation;
    slots.live[index] = true;
    slots.freedAt[index] ??= [];
    this.#kernel.emit({ kind: 'object', event: 'allocated' });
    return index * GENERATIONS + generation;
  }

  /** `kmem_cache_free()` */
  free(ptr: Ptr): void {
    const index = this.#index(ptr);
    if (!this.#isLive(ptr, index)) {
      this.#misuse('MEM-2', ptr, 'is freed again');
      return;
    }
    const slots = this.#slots;
    const freed = { at: this.#kernel.place, lo: slots.lo[index] ?? 0, hi: slots.hi[index] ?? 0 };
    slots.freedAt[index] = [...(slots.freedAt[index] ?? []), freed];
    slots.live[index] = false;
    slots.free.push(index);
    this.#kernel.emit({ kind: 'object', event: 'freed' });
  }

  read(ptr: Ptr, field: Field): number {
    const index = this.#index(ptr);
    if (!this.#isLive(ptr, index)) this.#misuse('MEM-1', ptr, 'is used after it was freed');
    return this.#slots[field][index] ?? 0;
  }

  write(ptr: Ptr, field: Field, value: number): void {
    const index = this.#index(ptr);
    if (!this.#isLive(ptr, index)) this.#misuse('MEM-1', ptr, 'is used after it was freed');
    if (index >= 0) this.#slots[field][index] = value;
  }

  #isLive(ptr: Ptr, index: number): boolean {
    const { live, generation } = this.#slots;
    return live[index] === true && generation[index] === ptr - index * GENERATIONS;
  }

  /** Negative for a static value, which stands for no object: no slot is there. */
  #index(ptr: Ptr): number {
    const index = Math.floor(ptr / GENERATIONS);
    if (!(index < this.#slots.live.length)) {
      throw new Error(`no object ${ptr}: a wild pointer in a design`);
    }
    return index;
  }

  /** As KASAN tells it: where it is used, and where what the pointer named was freed. */
  #misuse(property: string, ptr: Ptr, what: string): void {
    const index = this.#index(ptr);
    if (index < 0) {
      this.#kernel.misuse(property, 'a static value is taken for a range object');
      return;
    }
    const freed = this.#slots.freedAt[index]?.[ptr - index * GENERATIONS - 1];
    const now = `[${this.#slots.lo[index]},${this.#slots.hi[index]}]`;
    const was = freed === undefined ? now : `[${freed.lo},${freed.hi}]`;
    const reused = was === now ? '' : ` (its memory is that of ${now} by now)`;
    this.#kernel.misuse(
      property,
      `the object of ${was} ${what}${reused}`,
      `${this.#kernel.place} <- ${freed?.at ?? 'nowhere'}`,
    );
  }

  save(): unknown {
    return copy(this.#slots);
  }

  restore(saved: unknown): void {
    this.#slots = copy(saved as Slots);
  }
  /** What a freed object said has no consequences but in words. */
  observe(): unknown {
    const { freedAt, ...rest } = this.#slots;
    return [rest, freedAt.map((uses) => uses.map(({ at }) => at))];
  }
}
