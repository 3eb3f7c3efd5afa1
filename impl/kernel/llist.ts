import { labelOf } from './label.ts';
import { atLoopHead, type Coroutine, step } from './effect.ts';
import type { Kernel } from './kernel.ts';
import { Kept } from './kept.ts';
import type { Ptr, Slab } from './slab.ts';

/**
 * The lock-free list, `llist_head`: a stack linked through the objects themselves.
 *
 *     first -> newest -> ... -> oldest -> 0
 *
 * Adding a node that is already on the list closes a cycle and loses what came after the node.
 * Adding a node of a chain that `deleteAll` has taken redirects that chain into the new list.
 */
export class Llist extends Kept<Ptr> {
  readonly #slab: Slab;

  constructor(kernel: Kernel, slab: Slab) {
    super(kernel, 0, 'the list');
    this.#slab = slab;
  }

  /** The newest node; 0 if there is none. */
  get first(): Ptr {
    this.glanced();
    return this.kept.value;
  }

  set first(node: Ptr) {
    this.changed();
    this.kept.value = node;
  }

  /**
   * `llist_add()`: reads the head, then compares and swaps, until no other context was faster.
   * Fully ordered. Returns whether the list was empty before.
   * @param added is called in the step of the successful swap
   */
  *add(node: Ptr, at: string, added: () => void): Coroutine<boolean> {
    const attempts = Symbol('attempts');
    for (;;) {
      const readHead = step(labelOf(at, 'llist_add reads the head'), () => {
        this.looked();
        return this.kept.value;
      });
      const first: Ptr = yield atLoopHead(attempts, readHead);
      const swapped: boolean = yield step(labelOf(at, 'llist_add'), () => {
        this.looked();
        if (this.kept.value !== first) return false;
        this.changed();
        this.#slab.write(node, 'next', first);
        this.kept.value = node;
        this.#noteAdded(node);
        added();
        return true;
      });
      if (swapped) return first === 0;
    }
  }

  /**
   * `llist_del_all()`: takes the whole list. Returns its newest node; 0 if it was empty. The `next`
   * pointers stay. Fully ordered.
   */
  deleteAll(): Ptr {
    this.changed();
    const first = this.kept.value;
    this.kept.value = 0;
    return first;
  }

  /** `llist_empty()`: an unordered read. */
  empty(): boolean {
    this.looked();
    return this.kept.value === 0;
  }

  /**
   * To be called when `llist_for_each_entry_safe()` reads `next` of a node, before its body.
   * Returns the next node; 0 if there is none.
   */
  walked(node: Ptr): Ptr {
    this.#slab.setLinked(node, false);
    return this.#slab.read(node, 'next');
  }

  #noteAdded(node: Ptr): void {
    if (this.#slab.setLinked(node, true)) {
      const range = `[${this.#slab.read(node, 'lo')},${this.#slab.read(node, 'hi')}]`;
      this.kernel.misuse(
        'list-double-add',
        `the node of ${range} is added to the list it is on already`,
      );
    }
    this.kernel.emit({ kind: 'listed', object: node });
  }
}
