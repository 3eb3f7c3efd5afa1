/**
 * Left out of the state of a context: the order in which it took the locks that it holds.
 *
 * Why that is sound: the kernel asks whether a context holds a lock, and which lock it takes in the
 * present step; that lock is always the last of those held. A lock that is released is named, so no
 * release goes by the order. Which of several locks a message names may depend on it. But the
 * message is made anew when the run is replayed, and replay restores no state.
 */

/** The locks held, as a number: bit n, from 0, is set if number n of all locks is held. */
export function heldBits<Lock>(held: readonly Lock[], all: readonly Lock[]): number {
  let bits = 0;
  for (const lock of held) bits += 1 << all.indexOf(lock);
  return bits;
}

/** The locks held, in the order of `all`. */
export function heldOf<Lock>(bits: number, all: readonly Lock[]): readonly Lock[] {
  return all.filter((_, at) => (bits & (1 << at)) > 0);
}
