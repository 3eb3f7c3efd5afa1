import type { Event } from './event.ts';

/**
 * Processes that each know what they do next, so that all that is left open is whose turn it is.
 * `Saved` is what it comes back to, `Action` what a step did.
 */
export interface ProcessSystem<Saved, Action> {
  /** How many there are, numbered from 0. */
  readonly count: number;
  /** What the last step did. */
  readonly lastAction: Action;
  /** After the last step nothing can be judged, or its process went round for ever. */
  readonly isOver: boolean;
  /** Processes wait, and none of them can take a step. */
  readonly isBlocked: boolean;
  enabled(process: number): boolean;
  /** Takes the next step of a process that is enabled; returns what it touched. */
  step(process: number): Event;
  /** The process takes no further step. */
  end(process: number): void;
  hasEnded(process: number): boolean;
  /** Signatures of what was broken since this was last asked. */
  takeBroken(): readonly string[];
  save(): Saved;
  restore(saved: Saved): void;
}
