import type { Symmetry } from '../../abstraction/symmetry.ts';
import type { RegisterBank } from '../../abstraction/register.ts';

/** A move of a model: a number from 0 that means the same in every state. */
export type Move = number;

/** What a move adds to the cost of a run, except for switches and steps. */
export interface MoveCost {
  readonly calls: 0 | 1;
  readonly refusals: 0 | 1;
  /** The mover, from 0; null: the move belongs to none (for example, time passes). */
  readonly on: number | null;
}

/** A register that follows from all others, and from what it held before the last move. */
export interface Derived {
  /**
   * Sets the register after a move, and returns what it holds now.
   * @param numbers the vector of the present state, of which the last number is out of date
   * @param changed the places in it whose contents the move has changed
   * @param held what those places held before, in the same order
   */
  follow(numbers: Int32Array, changed: readonly number[], held: readonly unknown[]): unknown;
}

/** What a search explores: a system that can return to any state it has been in. */
export interface Model {
  /** The whole state of the model. */
  readonly bank: RegisterBank;
  /** All symmetries except the identity. */
  readonly symmetries: readonly Symmetry[];
  /**
   * The moves enabled now, in a fixed order; `calls` and `refusals` are those of the run so far.
   */
  moves(calls: number, refusals: number): readonly Move[];
  /** Takes an enabled move. False: it had the same effect as another move, so it does not count. */
  apply(move: Move): boolean;
  costOf(move: Move): MoveCost;
  /** Whether the mover `on` can go on: to switch away from it is then a preemption. */
  canGoOn(on: number): boolean;
  /** Sets the last register; null: no register is derived. */
  readonly derived?: Derived | null;
  /** Called after another state has been written into the registers. */
  arrive(): void;
  /** The signatures broken since the state was set or this was last called. */
  broken(): readonly string[];
  /** Why some moves were left out although they were enabled; null or absent: none was. */
  readonly leftOut?: string | null;
  /** Whether nothing that happens from here on can be judged. */
  readonly closed: boolean;
  /**
   * Whether a probe finds anything depends on the first so many registers, and on `closed`, alone.
   * Absent: on all.
   */
  readonly probed?: number;
  /**
   * Some of these registers: states that agree in them are visited by the same thread. Most moves
   * should leave them as they are, and states should differ in them. Absent: all that a probe
   * depends on.
   */
  readonly home?: readonly number[];
  /**
   * Looks for hangs from here: contexts that would go on alone for ever. Passes to `found` the
   * moves that lead to each hang from here, and its signatures. Returns to the present state at the
   * end. Returns the bound at which it gave a context up, or null if it gave none up.
   */
  probe(found: (moves: readonly Move[], signatures: readonly string[]) => void): string | null;
}
