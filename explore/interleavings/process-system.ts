import type { Event } from './event.ts';

/**
 * Processes that each know what they do next: only whose turn it is, is open. `Saved` is a saved
 * state, `Action` what a step did.
 */
export interface ProcessSystem<Saved, Action> {
  /** The number of processes; they are numbered from 0. */
  readonly count: number;
  /** What the last step did. */
  readonly lastAction: Action;
  /** Whether nothing can be judged after the last step, or its process loops for ever. */
  readonly isOver: boolean;
  /** Whether processes wait and none of them can take a step. */
  readonly isBlocked: boolean;
  enabled(process: number): boolean;
  /** Takes the next step of an enabled process; returns what it touched. */
  step(process: number): Event;
  /** Lets the process take no further step. */
  end(process: number): void;
  hasEnded(process: number): boolean;
  /** The signatures broken since this was last called. */
  takeBroken(): readonly string[];
  save(): Saved;
  restore(saved: Saved): void;
}
