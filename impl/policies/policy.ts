import type { Jiffies } from '../kernel/clock.ts';

/** Ranges of a run are counted up to this: a policy may only ask whether there were any. */
export const RUN_COUNT_MAX = 1;
/** Tries of a range are counted up to this. */
export const TRIES_MAX = 15;

/** The result of one run of the work. */
export interface WorkRun {
  /** The number of deferred ranges that it erased, 0 to `RUN_COUNT_MAX`. */
  readonly erased: number;
  /** The number of deferred ranges that it could not erase, 0 to `RUN_COUNT_MAX`. */
  readonly left: number;
  /**
   * The number of failed tries of the range that has waited longest, including this run, 0 to
   * `TRIES_MAX`. 0 if nothing is left, or if tries are not counted per range: see `warns`.
   */
  readonly tries: number;
}

/** The answer of a policy to a run of the work. */
export interface Retry<S> {
  readonly state: S;
  /** The time until the next run, if anything is left: a whole number, at least 1. */
  readonly delayJiffies: Jiffies;
  /** The line about failed retries is written to the log now. */
  readonly warn: boolean;
}

/**
 * When the work that erases deferred ranges runs again, and when it warns in the log. A policy is
 * pure. It is consulted once, at the end of each run of the work. All it remembers is `state`:
 * plain data, at most `POLICY_STATES_MAX` different values.
 * `explore/contract/policy-contract.ts` checks what it declares.
 */
export interface Policy<S = unknown> {
  readonly name: string;
  readonly initial: S;
  /** The delay with which a freeing call arms an idle work, and to which the policy resets. */
  readonly startJiffies: Jiffies;
  /** The longest delay, inclusive. */
  readonly capJiffies: Jiffies;
  /**
   * The run after which it is at its start again. `drain`: a run that left nothing. `success`: a
   * run that left nothing or erased anything.
   */
  readonly resetsOn: 'success' | 'drain';
  /**
   * When it warns. `domain`: when `after` runs in a row have failed. `range`: when a range has been
   * tried `after` times in vain, at most `TRIES_MAX`. It warns once per episode; a run that erases
   * something or leaves nothing begins a new one. Null: it never warns.
   */
  readonly warns: { readonly after: number; readonly per: 'domain' | 'range' } | null;
  /** The answer to a run of the work. It depends on nothing but the arguments, and changes none. */
  next(state: S, run: WorkRun): Retry<S>;
}

/** A failed run: nothing was erased, although there was something to erase. */
export function failed({ erased, left }: WorkRun): boolean {
  return erased === 0 && left > 0;
}

/** The result of a run that has not tried any range yet. */
export const NOTHING_YET: WorkRun = { erased: 0, left: 0, tries: 0 };

/** The result of the run after one more range. `tries`: the failed tries of that range. */
export function counted(run: WorkRun, erased: boolean, tries: number): WorkRun {
  const { left } = run;
  if (erased) {
    return { erased: Math.min(run.erased + 1, RUN_COUNT_MAX), left, tries: run.tries };
  }
  return {
    erased: run.erased,
    left: Math.min(left + 1, RUN_COUNT_MAX),
    tries: Math.max(run.tries, tries),
  };
}
