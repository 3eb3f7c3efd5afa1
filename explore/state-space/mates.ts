import type { Move } from './model.ts';

/** How a state was reached. */
export interface Reached {
  /** Both halves of the fingerprint of the state. */
  readonly low: number;
  readonly high: number;
  /** What the run to it costs, as a number. */
  readonly priority: number;
  /** Of runs that cost the same, the one with the lowest key counts: visits come in order. */
  readonly key: number;
  /** The state before, by its number among those of all seats; -1: there is none. */
  readonly before: number;
  readonly move: Move;
}

/** How far one seat is. */
export interface Standing {
  /** The lowest priority of a state that waits there; Infinity: none waits. */
  readonly least: number;
  /** The keys of the states of that priority, ascending. */
  readonly keys: Float64Array;
  /** Counts so far, and the memory held in bytes. */
  readonly states: number;
  readonly transitions: number;
  readonly frontier: number;
  readonly bytes: number;
  /** Seat 0 asks all to stop. */
  readonly stops: boolean;
}

/**
 * The other threads that search the same states. Each state belongs to one seat, which visits it.
 * All seats visit the states of one cost, then those of the next. Every method but `owner()` and
 * `send()` is called by all seats, in the same order, and waits for the others.
 */
export interface Mates {
  /** From 0. */
  readonly seat: number;
  readonly seats: number;
  /** The seat to which the present state of the position belongs. */
  owner(): number;
  /** Sends a state to another seat; the vector as it will wait there. */
  send(to: number, reached: Reached, vector: Int32Array): void;
  /** Receives the states that were sent to this seat; `vector` is the same array each time. */
  deliver(receive: (reached: Reached, vector: Int32Array) => void): void;
  /** Tells all seats how far this one is, and returns how far each is, in order of seats. */
  agree(own: Standing): readonly Standing[];
  /** What each seat gives, in order of seats: plain data. */
  gather<T>(own: T): readonly T[];
}
