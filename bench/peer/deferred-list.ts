import type { Context } from '../../impl/kernel/context.ts';
import type { Coroutine } from '../../impl/kernel/effect.ts';
import type { Kernel } from '../../impl/kernel/kernel.ts';
import { Bits } from './bits.ts';
import type { Forks } from './way.ts';

/** Stands for no page. */
export const NIL = 15;
const LINK_BITS = 4;

/**
 * The lock-free list: its `head`, and the link of each node (`nxt`). A node is named by its first
 * page.
 */
export class DeferredList {
  readonly bits: Bits;
  readonly #forks: Forks;

  constructor(kernel: Kernel, forks: Forks) {
    this.bits = new Bits(kernel, NIL);
    this.#forks = forks;
  }

  get head(): number {
    return this.bits.read(0, LINK_BITS);
  }

  #setHead(node: number): void {
    this.bits.write(0, LINK_BITS, node);
  }

  #link(node: number, next: number): void {
    this.bits.write((1 + node) * LINK_BITS, LINK_BITS, next);
  }

  /** Reads the head, then compares and swaps, until no other context was faster. */
  *add(
    node: number,
    locals: readonly unknown[],
    [reads, swaps]: readonly [string, string],
  ): Coroutine<void> {
    for (;;) {
      const head: number = yield this.#forks.just(reads, [...locals, node], () => this.head);
      const swapped: boolean = yield this.#forks.at<Context>(
        swaps,
        [...locals, node, head],
        {
          when: () => this.head === head,
          act: () => {
            this.#link(node, head);
            this.#setHead(node);
            return true;
          },
        },
        { when: () => this.head !== head, act: () => false },
      );
      if (swapped) return;
    }
  }

  /** Takes the whole chain, and returns its first node. */
  deleteAll(): number {
    const { head } = this;
    this.#setHead(NIL);
    return head;
  }

  /** Takes a node off a chain, and returns the one that came after it. */
  unlink(node: number): number {
    const next = this.bits.read((1 + node) * LINK_BITS, LINK_BITS);
    this.#link(node, 0);
    return next;
  }

  /** Takes the newest node; null if there is none. */
  pop(): number | null {
    const { head } = this;
    if (head === NIL) return null;
    this.#setHead(this.unlink(head));
    return head;
  }
}
