import type { Engine } from '../../checking/check-plan.ts';
import type { Execution } from '../../world/execution.ts';
import type { Cost } from '../../state-space/cost.ts';

/** What an attempt to catch a bug may cost. */
export interface HuntLimits {
  /** The greatest time. A slower system may catch less within it. */
  readonly seconds: number;
  /** The greatest number of random runs. */
  readonly runs: number;
  /** The greatest number of states of a search. */
  readonly maxStates: number;
  /** The seed of the random runs. */
  readonly seed: number;
}

/** The run that showed the bug. */
export interface Catch {
  /**
   * A signature of the property that must catch the bug. The design without the mistake does not
   * have it.
   */
  readonly signature: string;
  /** The run as it was found. */
  readonly found: Execution;
  /**
   * The run as it is reported: made as simple as that engine's runs are before they are reported.
   */
  readonly reported: Execution;
  /** The time that making it simpler took; 0 if the engine's runs are reported as they are. */
  readonly shrinkSeconds: number;
}

/** The hunt of one engine for one bug. */
export interface Attempt {
  readonly engine: Engine;
  /** Null: the property that must catch the bug did not catch it. */
  readonly caught: Catch | null;
  /** The first new signature of another property; null: none was met. */
  readonly other: string | null;
  /**
   * The number of random runs, or of classes of runs, until it was caught, or in all if it was not.
   */
  readonly runs: number;
  readonly states: number;
  readonly seconds: number;
  /** Why the bug may have been missed; null: it was caught, or the whole scope was searched. */
  readonly bound: string | null;
}

/** An attempt, and how good the run that it caught is. */
export interface JudgedAttempt extends Attempt {
  /**
   * The number of times that the reported run leaves a context which could have gone on; null:
   * nothing was caught.
   */
  readonly preemptions: number | null;
  /**
   * The least cost of the caught signature; null: nothing was caught, or no search says how short
   * it can be.
   */
  readonly shortest: Cost | null;
}

/** The hunts of all engines for one bug. */
export interface Hunted {
  readonly bug: string;
  /** One attempt for each engine that judges the property that must catch the bug. */
  readonly attempts: readonly JudgedAttempt[];
  /**
   * New signatures in the scope of the bug, with timers on the clock and at any moment, and the
   * cost of a run.
   */
  readonly news: readonly (readonly [signature: string, cost: Cost])[];
  /** Why there may be more of them; null: all was searched. */
  readonly bound: string | null;
  /**
   * Whether the default scopes find the bug: no bound of its scope is above that of a default one,
   * and a search of all states of its scope, with timers at any moment, shows it.
   */
  readonly fitsDefault: boolean;
}
