/**
 * Left out of a state: what a coroutine was sent in earlier rounds of a loop, except what it says
 * that it still knows.
 *
 * Why that is sound: where a coroutine goes follows from what it was sent. At the head of a loop it
 * promises, by `atLoopHead()`, that of the rounds before nothing matters any more but `knows`; what
 * it was sent before the loop was entered still matters. The promise is the author's; a design that
 * breaks it takes other steps when a search comes back to a state, which `check-stations.ts` looks
 * for before each search.
 */
export class LoopHeads<Loop> {
  /** Of each loop entered: how much was known at its entry. */
  readonly #entries = new Map<Loop, number>();

  /** The coroutine stands at the head of the loop: what it knows is cut down to what matters. */
  forget(known: unknown[], loop: Loop, knows: readonly unknown[]): void {
    const before = this.#entries.get(loop);
    if (before === undefined) this.#entries.set(loop, known.length);
    else known.length = before;
    known.push(...knows);
  }
}
