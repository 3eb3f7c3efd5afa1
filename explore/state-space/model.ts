import type { Symmetry } from '../../abstraction/symmetry.ts';
import type { RegisterBank } from '../../abstraction/register.ts';

/** A move of a model, by a number that means the same in every state. */
export type Move = number;

/** What a move adds to the cost of a run, but for switches and steps. */
export interface MoveCost {
  readonly calls: 0 | 1;
  readonly refusals: 0 | 1;
  /** Who moves, from 0; null: nobody's own move (time passes). */
  readonly on: number | null;
}

/** What a search explores: a system that can be put into any state it has been in. */
export interface Model {
  /** Its whole state. */
  readonly bank: RegisterBank;
  /** All but the identity. */
  readonly symmetries: readonly Symmetry[];
  /** The moves enabled now, in a fixed order, for a run that has spent so much. */
  moves(calls: number, refusals: number): readonly Move[];
  /** Takes an enabled move. False: it has come out as another move does; it is none. */
  apply(move: Move): boolean;
  costOf(move: Move): MoveCost;
  /** Whether that mover could have gone on: leaving it is a preemption. */
  canGoOn(on: number): boolean;
  /** The registers hold another state. */
  arrive(): void;
  /** Signatures of what was broken since the state was set, or the last call of this. */
  broken(): readonly string[];
  /** Nothing that happens from here on can be judged. */
  readonly closed: boolean;
  /**
   * Looks for hangs from here: who would go on alone for ever. Tells each as the moves that lead
   * there and the signatures; comes back. Returns the bound at which one was given up; null: none.
   */
  probe(found: (moves: readonly Move[], signatures: readonly string[]) => void): string | null;
}
