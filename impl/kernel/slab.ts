import {
  type Handed,
  type ObjectMemory,
  observeObjects,
  staleIn,
} from '../../abstraction/freed-objects.ts';
import { objectName } from '../../abstraction/names-by-maker.ts';
import { isObject, NO_CALL, OBJECTS_PER_CALL } from '../../abstraction/number-line.ts';
import { objectOf } from '../../port/accesses.ts';
import { assert } from '../../model/assert.ts';
import { Kept } from './kept.ts';
import type { Kernel } from './kernel.ts';

/**
 * A pointer to a range object. It names the object by the call that allocated it, not by the memory
 * it lies in. So a pointer from before a free differs from one after a reuse, and the order in
 * which CPUs allocate changes no name. Pointers are negative; 0 is NULL; -1 is kept for static
 * values.
 */
export type Ptr = number & { readonly unit?: 'ptr' };

/**
 * A field of a range object, `struct iova`. `next` is its `llist_node.next`; 0 ends a list. `tries`
 * is a counter of failed erases, for designs that keep one.
 */
export type Field = 'lo' | 'hi' | 'next' | 'tries';

/** The same memory, mutable. */
interface Memory extends ObjectMemory {
  readonly handed: Map<Ptr, Handed>;
  readonly lo: number[];
  readonly hi: number[];
  readonly next: Ptr[];
  readonly tries: number[];
  readonly linked: boolean[];
  readonly free: number[];
}

function copy(memory: Memory): Memory {
  return {
    handed: new Map(memory.handed),
    lo: memory.lo.slice(),
    hi: memory.hi.slice(),
    next: memory.next.slice(),
    tries: memory.tries.slice(),
    linked: memory.linked.slice(),
    free: memory.free.slice(),
  };
}

/** All values of a field. Written out, since it is read at every turn. */
function column(memory: Memory, field: Field): number[] {
  switch (field) {
    case 'lo':
      return memory.lo;
    case 'hi':
      return memory.hi;
    case 'next':
      return memory.next;
    case 'tries':
      return memory.tries;
  }
}

const AN_OBJECT = { k: 'alloc', what: 'iova' } as const;

/** The question whether it knows an object that was freed. */
const HAS_FREED = 1;

/**
 * The slab cache of range objects. A freed object is poisoned: every later access through an old
 * pointer is reported as a misuse. It reads what the memory holds by then: the old contents, or
 * those of the object that reuses it. The memory that was freed last is handed out first.
 */
export class Slab extends Kept<Memory> {
  /** The objects with which runs begin. */
  #first: ReadonlyMap<Ptr, Handed> = new Map();
  /** The present memory was saved, so it must be copied before it is changed. */
  #kept = false;

  constructor(kernel: Kernel) {
    super(kernel, {
      handed: new Map(),
      lo: [],
      hi: [],
      next: [],
      tries: [],
      linked: [],
      free: [],
    });
  }

  /**
   * The number of objects that were handed out and not freed. A step that reads it depends on all
   * steps that allocate or free, but these do not depend on each other. So this read is recorded as
   * a change, and allocations and frees are recorded as reads.
   */
  get live(): number {
    this.changed();
    return this.kept.value.lo.length - this.kept.value.free.length;
  }

  /** `kmem_cache_alloc(GFP_ATOMIC)`; null: memory was refused. */
  allocate(): Ptr | null {
    if (!this.kernel.memory.allows(AN_OBJECT, 'object', true)) return null;
    const memory = this.#toChange();
    const slot = memory.free.pop() ?? memory.lo.length;
    const ptr = this.#newName(memory);
    this.looked();
    this.kernel.accesses?.change(objectOf(ptr));
    clear(memory, slot);
    memory.handed.set(ptr, { slot, freed: null });
    this.kernel.emit({ kind: 'object', event: 'allocated', object: ptr });
    return ptr;
  }

  /** `kmem_cache_free()` */
  free(ptr: Ptr): void {
    const handed = this.#find(ptr);
    this.kernel.accesses?.change(objectOf(ptr));
    if (handed === undefined || handed.freed !== null) {
      this.#misuse('free', handed);
      return;
    }
    this.looked();
    const { slot } = handed;
    const memory = this.#toChange();
    const when = memory.linked[slot] === true ? ' while listed' : '';
    const by = `${this.kernel.actor} freed it${when}`;
    const freed = { by, lo: memory.lo[slot] ?? 0, hi: memory.hi[slot] ?? 0 };
    memory.handed.set(ptr, { slot, freed });
    memory.free.push(slot);
    assert(memory.free.length <= memory.lo.length, 'more slots are free than there are');
    this.kernel.emit({ kind: 'object', event: 'freed', object: ptr });
  }

  read(ptr: Ptr, field: Field): number {
    const handed = this.#use(ptr);
    this.kernel.accesses?.look(objectOf(ptr));
    return handed === undefined ? 0 : (column(this.kept.value, field)[handed.slot] ?? 0);
  }

  write(ptr: Ptr, field: Field, value: number): void {
    const handed = this.#use(ptr);
    this.kernel.accesses?.change(objectOf(ptr));
    if (handed === undefined) return;
    const memory = this.#toChange();
    column(memory, field)[handed.slot] = value;
    if (this.#first.has(ptr)) memory.handed.set(ptr, handed);
  }

  /** Notes whether the object is on a lock-free list. Returns what was noted before. */
  setLinked(ptr: Ptr, linked: boolean): boolean {
    const handed = this.#find(ptr);
    this.kernel.accesses?.change(objectOf(ptr));
    if (handed === undefined || handed.freed !== null) return false;
    const was = this.kept.value.linked[handed.slot] === true;
    if (was === linked) return was;
    const memory = this.#toChange();
    memory.linked[handed.slot] = linked;
    if (this.#first.has(ptr)) memory.handed.set(ptr, handed);
    return was;
  }

  #newName(memory: Memory): Ptr {
    const call = this.kernel.call ?? NO_CALL;
    let nth = 0;
    while (memory.handed.has(objectName(call, nth)) || this.#first.has(objectName(call, nth))) {
      nth += 1;
    }
    if (this.kernel.call !== null && nth >= OBJECTS_PER_CALL) {
      throw new Error(`a call allocates more than ${OBJECTS_PER_CALL} range objects`);
    }
    return objectName(call, nth);
  }

  #toChange(): Memory {
    if (this.#kept) this.kept.value = copy(this.kept.value);
    this.#kept = false;
    return this.kept.value;
  }

  #use(ptr: Ptr): Handed | undefined {
    const handed = this.#find(ptr);
    if (handed === undefined || handed.freed !== null) {
      this.#misuse('use', handed);
    }
    return handed;
  }

  /**
   * The object of that pointer; undefined for a static value, which stands for no object.
   * @throws Error for a pointer that was never handed out
   */
  #find(ptr: Ptr): Handed | undefined {
    const handed = this.kept.value.handed.get(ptr) ?? this.#first.get(ptr);
    if (handed === undefined && (ptr >= 0 || isObject(ptr))) {
      throw new Error(`no object ${ptr}: a wild pointer in a design`);
    }
    return handed;
  }

  /** Reports as KASAN does: what uses the pointer, and what freed its object. */
  #misuse(by: 'use' | 'free', handed: Handed | undefined): void {
    if (handed === undefined) {
      const misuse = by === 'use' ? 'wild-memory-access' : 'invalid-free';
      this.kernel.misuse(misuse, 'a static value is taken for a range object');
      return;
    }
    const { slot, freed } = handed;
    const now = `[${this.kept.value.lo[slot]},${this.kept.value.hi[slot]}]`;
    const was = freed === null ? now : `[${freed.lo},${freed.hi}]`;
    const reused = was === now ? '' : ` (its memory is that of ${now} by now)`;
    const what = by === 'use' ? 'is used after it was freed' : 'is freed again';
    this.kernel.misuse(
      by === 'use' ? 'use-after-free' : 'double-free',
      `the object of ${was} ${what}${reused}`,
      freed?.by ?? null,
    );
  }

  override get outlivesDomain(): boolean {
    return true;
  }

  protected override get savedBy(): object {
    return Slab.prototype;
  }

  override save(): unknown {
    this.#kept = true;
    return super.save();
  }

  override restore(saved: unknown): void {
    super.restore(saved);
    this.#kept = true;
  }

  override begin(): void {
    this.#first = this.kept.value.handed;
    this.kept.value = { ...copy(this.kept.value), handed: new Map() };
    this.#kept = false;
  }

  override observe(): unknown {
    return this.observeFor(() => true);
  }

  /**
   * The part of the state that has consequences.
   * @param isHeld whether a pointer is held outside objects; asked only about freed objects
   */
  observeFor(isHeld: (ptr: Ptr) => boolean): unknown {
    return observeObjects(this.kept.value, this.#stale(isHeld));
  }

  /** The same as `observe()`, if that returns a hash. */
  observeWhole?(): unknown;

  #hasFreed(): boolean {
    const { handed, lo, free } = this.kept.unread;
    return handed.size + this.#first.size !== lo.length - free.length;
  }

  #stale(isHeld: (ptr: Ptr) => boolean): ReadonlySet<Ptr> {
    return staleIn(this.kept.value, (ptr) => this.#first.has(ptr), isHeld);
  }

  /**
   * Forgets freed objects that nothing points to any more.
   * @param isHeld whether a pointer is held outside objects; asked only about freed objects
   */
  forget(isHeld: (ptr: Ptr) => boolean): void {
    if (!this.kept.watch.answer(HAS_FREED, this.#hasFreed())) return;
    const { handed } = this.kept.value;
    const stale = this.#stale(isHeld);
    const gone = [...handed].filter(([ptr, { freed }]) => freed !== null && !stale.has(ptr));
    if (gone.length === 0) return;
    const memory = this.#toChange();
    const named = new Set(Array.from(stale, (ptr) => handed.get(ptr)?.slot));
    for (const [ptr, { slot }] of gone) {
      memory.handed.delete(ptr);
      if (memory.free.includes(slot) && !named.has(slot)) clear(memory, slot);
    }
  }
}

/** Sets all fields of a piece of memory to what they are in a new object. */
function clear(memory: Memory, slot: number): void {
  memory.lo[slot] = memory.hi[slot] = memory.next[slot] = memory.tries[slot] = 0;
  memory.linked[slot] = false;
}
