import type { Engine } from '../../checking/check-plan.ts';
import type { Execution } from '../../world/execution.ts';
import type { Cost } from '../../state-space/cost.ts';

/** What an attempt to catch a bug may cost. */
export interface HuntLimits {
  /** Most time; a slower system may catch less within it. */
  readonly seconds: number;
  /** Most random runs. */
  readonly runs: number;
  /** Most states of a search. */
  readonly maxStates: number;
  /** Of the random runs. */
  readonly seed: number;
}

/** What showed the bug. */
export interface Catch {
  /** Of the property that must catch it; the design without the mistake does not have it. */
  readonly signature: string;
  /** As it was found. */
  readonly found: Execution;
  /** Made as simple as the engine's runs are made before they are reported. */
  readonly reported: Execution;
  /** What making it simpler has taken; 0 where the engine's runs are reported as they are. */
  readonly shrinkSeconds: number;
}

/** One engine on one bug. */
export interface Attempt {
  readonly engine: Engine;
  /** Null: not caught by the property that must. */
  readonly caught: Catch | null;
  /** A new signature of another property, where one was met first; null: none was. */
  readonly other: string | null;
  /** Random runs, or classes of runs, until it was caught, or in all. */
  readonly runs: number;
  readonly states: number;
  readonly seconds: number;
  /** Why it may have been missed; null: it was caught, or all of the scope was searched. */
  readonly bound: string | null;
}

/** An attempt, and how what it caught is to be judged. */
export interface JudgedAttempt extends Attempt {
  /** How often somebody is left in the reported run who could have gone on. */
  readonly preemptions: number | null;
  /** Of the caught signature; null: nothing was caught, or no search says how short it can be. */
  readonly shortest: Cost | null;
}

/** All engines on one bug. */
export interface Hunted {
  readonly bug: string;
  /** Of engines that judge the property that must catch it. */
  readonly attempts: readonly JudgedAttempt[];
  /** New signatures in the scope of the bug, on the clock and off it, with the cost of a run. */
  readonly news: readonly (readonly [signature: string, cost: Cost])[];
  /** Why there may be more of them; null: all was searched. */
  readonly bound: string | null;
  /**
   * No bound of its scope is above that of a default one, and a search of all states of its scope,
   * timers at any moment, shows it.
   */
  readonly fitsDefault: boolean;
}
