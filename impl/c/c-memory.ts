import type { Setup } from '../designs/design.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { ALL_OF_C, memoryObject, TREE_OF_C } from '../../port/accesses.ts';
import { type Field, type Ptr, Slab } from '../kernel/slab.ts';
import type { CHost } from './c-host.ts';
import { freedBy } from './c-calls.ts';

/** A state of the C: its bytes, and what states are compared by. */
interface CState {
  readonly bytes: Uint8Array;
  /** Null: it was not asked for yet. */
  key: string | null;
}

/** The pointer that `find()` returns: the C knows the object, by the context that found it. */
export const FOUND: Ptr = 1;

/**
 * All memory of the C: the domain, range objects, and the stacks of its contexts. It stands where
 * the slab of other designs stands. States are compared by the canonical hash of
 * `c/runtime/snapshot.c`.
 */
export class CMemory extends Slab {
  readonly #host: CHost;
  /** What the memory holds; null: it has changed since. */
  #now: CState | null = null;

  constructor(kernel: Kernel, host: CHost, { granule, space, treeMemory }: Setup) {
    super(kernel);
    this.#host = host;
    host.claim(this);
    host.run('init_iova_domain', (functions) => {
      functions.setUp(granule, space.startPfn, treeMemory === 'adversarial' ? 0 : 1);
      return 0;
    });
  }

  /** Makes the module hold this memory. */
  own(): void {
    const mine = this.#now;
    if (!this.#host.claim(this) && mine !== null) this.#put(mine);
  }

  /** To be called before the C changes it in a step. */
  changing(): void {
    this.own();
    this.#now = null;
    this.#host.noteAccesses(this.kernel.accesses !== null);
  }

  /** To be called after each step of the C: records what it has touched. */
  noteAccesses(): void {
    const { accesses, current } = this.kernel;
    if (accesses === null) return;
    const { functions } = this.#host;
    const count = functions.accesses();
    if (count < 0) accesses.change(ALL_OF_C);
    else accesses.look(ALL_OF_C);
    for (let n = 0; n < count; n += 1) {
      const object = memoryObject(functions.accessed(n));
      if (functions.accessChanges(n) === 1) accesses.change(object);
      else accesses.look(object);
    }
    // That a teardown destroys the tree is noted by nobody else.
    if (functions.treeChanged() === 1 || current?.id === 'teardown') accesses.change(TREE_OF_C);
  }

  /** To be called when the C gets or frees an object: see `Slab`. */
  noteCount(): void {
    this.looked();
  }

  #put(state: CState): void {
    const { functions, module } = this.#host;
    module.memory.set(state.bytes, functions.snapshot());
    functions.restore();
    this.#now = state;
  }

  override get live(): number {
    this.own();
    this.changed();
    return this.#host.functions.live();
  }

  /** A bound of the object that the present context found. After `hi`, its caller is done. */
  override read(_found: Ptr, field: Field): number {
    const { functions } = this.#host;
    const context = this.kernel.contexts.findIndex(({ id }) => id === this.kernel.current?.id);
    this.changing();
    this.kernel.accesses?.look(memoryObject(functions.foundObject(context)));
    const bound = functions.boundFound(context, field === 'hi' ? 1 : 0);
    if (bound < 0) {
      const by = freedBy(functions.foundFreedBy(context));
      this.kernel.misuse('use-after-free', 'a range object is used after it was freed', by);
    }
    if (field === 'hi') functions.forgetFound(context);
    return Math.max(0, bound);
  }

  override save(): CState {
    if (this.#now !== null) return this.#now;
    const { functions, module } = this.#host;
    const size = functions.save();
    const from = functions.snapshot();
    const bytes = module.memory.slice(from, from + size);
    this.#now = { bytes, key: null };
    return this.#now;
  }

  override restore(saved: unknown): void {
    const state = saved as CState;
    const isHere = this.#host.claim(this) && state === this.#now;
    if (!isHere) this.#put(state);
  }

  override begin(): void {
    // Untouched objects from before the run stay part of the state.
  }

  override observe(): unknown {
    this.own();
    const state = this.save();
    state.key ??= this.#host.functions.hash().toString(36);
    return state.key;
  }

  override observeWhole(): unknown {
    this.own();
    const { functions, module } = this.#host;
    const words = functions.canonical();
    return Array.from(new Uint32Array(module.memory.buffer, functions.canonicalAt(), 2 * words));
  }

  override observeFor(): unknown {
    return this.observe();
  }

  override forget(): void {
    // The C knows itself which contexts hold pointers.
  }
}
