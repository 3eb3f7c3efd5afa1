import type { Symmetry } from '../../abstraction/symmetry.ts';
import type { Reads } from '../../abstraction/reads.ts';
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

/** What has changed by a move, with contents as they were met first. */
export interface MoveChange {
  /** The numbers of what registers hold now. */
  readonly numbers: Int32Array;
  /** The places that have changed, or may have. */
  readonly changed: readonly number[];
  contents(place: number): unknown;
  /** What the place held before the move. */
  contentsBefore(place: number): unknown;
}

/** The last register, which follows from all others, and from what it held before the last move. */
export interface Derived {
  /**
   * Sets the register after a move, and returns what it holds now.
   * @param change that of all other registers
   * @param deed what the move was, as `Model.deed` says; null: there was none
   */
  follow(change: MoveChange, deed: unknown): unknown;
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
  /** The same as several banks, one after the other. Absent: it is one. */
  readonly banks?: readonly RegisterBank[];
  /** Sets the last register; null: no register is derived. */
  readonly derived?: Derived | null;
  /** What the last move was, for `derived`. Immutable plain data. */
  readonly deed?: unknown;
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
   * end. Returns the bound at which it gave a context up, or null if it gave none up. Absent: no
   * context goes on alone for ever.
   */
  probe?(found: FoundHang): string | null;
  /** What it tells of its reads, so that moves can be remembered; null or absent: nothing. */
  readonly recallable?: Recallable | null;
}

/** Is told the moves that lead to a hang, and its signatures. */
export type FoundHang = (moves: readonly Move[], signatures: readonly string[]) => void;

/**
 * A model that tells what it reads of its state. Its first bank is that of a system, the second
 * that of its judges, which change only by what the system says. All functions here are of the
 * present state.
 */
export interface Recallable {
  readonly reads: Reads;
  /** Lets the system make a move; the judges hear nothing. Returns what `Model.apply()` does. */
  act(move: Move): boolean;
  /** What the system has said in the last move. */
  readonly saying: Saying;
  /** Lets the judges hear what the system said in some move. */
  hear(saying: Saying): void;
  /** The same for equal `Model.deed`. */
  readonly deedKey: string;
  /** The judges have heard of a refusal whose cause has to be found out. */
  readonly isUnexplained: boolean;
  /** How often the situation of each property has occurred; counts are raised in place. */
  readonly witnesses: number[];
  /** The place of the register that holds whether all is closed, as true or false. */
  readonly closedAt: number;
  /** The sources of moves: each move that is enabled comes from one. */
  readonly sources: number;
  /** What moves depend on besides the state. */
  modeOf(calls: number, refusals: number): number;
  movesOf(source: number, mode: number): readonly Move[];
  /** The movers that are contexts: those with lower numbers. They are the first sources, too. */
  readonly movers: number;
  standingOf(mover: number): MoverStanding;
  /** Whether a hang may begin at what the mover does next, if not all is closed. */
  mayHang(mover: number): boolean;
  /** Looks for hangs of one mover. */
  probeOf(mover: number, found: FoundHang): string | null;
}

/** The banks of a model that tells what it reads, by number. */
export const SYSTEM = 0;
export const JUDGES = 1;

/** How a mover stands: with nothing to do, unable to go on, or able to. */
export const STANDINGS = { idle: 0, waits: 1, goesOn: 2 } as const;
export type MoverStanding = (typeof STANDINGS)[keyof typeof STANDINGS];

/** What a system says in one move. */
export interface Saying {
  /** Equal for what is equal. */
  readonly key: string;
  /** There is nothing that judges hear. */
  readonly isSilent: boolean;
}
