/**
 * Left out of a state: what a coroutine was sent in earlier rounds of a loop, except what it says
 * that it still knows.
 *
 * Why that is sound: what a coroutine does next follows from what it was sent. At the head of a
 * loop it promises, by `atLoopHead()`, that nothing it was sent in earlier rounds matters any more
 * except `knows`. What it was sent before it entered the loop still matters. The author of the
 * design makes this promise. A design that breaks it takes other steps when a search comes back to
 * a state; `check-stations.ts` looks for this before each search.
 */
export class LoopHeads<Loop> {
  /** For each loop entered, the number of values that were known at its entry. */
  readonly #entries = new Map<Loop, number>();

  /** To be called at the head of a loop: cuts `known` down to what still matters. */
  forget(known: unknown[], loop: Loop, knows: readonly unknown[]): void {
    const before = this.#entries.get(loop);
    if (before === undefined) this.#entries.set(loop, known.length);
    else known.length = before;
    known.push(...knows);
  }
}
