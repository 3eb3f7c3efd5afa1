import type { Jiffies } from '../kernel/clock.ts';

/** Ranges of a run are counted up to this: a policy may ask whether there were any. */
export const RUN_COUNT_MAX = 1;
/** Tries of a range are counted up to this. */
export const TRIES_MAX = 15;

/** What one run of the work has achieved. */
export interface WorkRun {
  /** Deferred ranges that it erased; 0 to `RUN_COUNT_MAX`. */
  readonly erased: number;
  /** Deferred ranges that it could not erase; 0 to `RUN_COUNT_MAX`. */
  readonly left: number;
  /**
   * How often the range that has waited longest has been tried in vain, this run included; 0 to
   * `TRIES_MAX`. 0 if nothing is left, and where ranges are not counted one by one: see `warns`.
   */
  readonly tries: number;
}

/** What follows from a run. */
export interface Retry<S> {
  readonly state: S;
  /** How long until the next run, if anything is left: a whole number, at least 1. */
  readonly delayJiffies: Jiffies;
  /** The log gets its line about failed retries now. */
  readonly warn: boolean;
}

/**
 * When the work that erases deferred ranges runs again, and when it says so in the log. Pure: it is
 * consulted once at the end of each run of the work, and all it remembers is `state`, plain data of
 * which there are finitely many values. `explore/contract/` checks what it declares.
 */
export interface Policy<S = unknown> {
  readonly name: string;
  readonly initial: S;
  /** How long a freeing call waits that arms the idle work; the delay of a fresh start. */
  readonly startJiffies: Jiffies;
  /** No delay is longer. */
  readonly capJiffies: Jiffies;
  /**
   * After which run it is at its start again: one that left nothing (`drain`), or that and one that
   * erased anything (`success`).
   */
  readonly resetsOn: 'success' | 'drain';
  /**
   * It warns when so many runs in a row have erased nothing and left something (`domain`), or when
   * a range has been tried so often (`range`, up to `TRIES_MAX`). Once, until a run erases
   * something or leaves nothing: such a run begins a new episode. Null: never.
   */
  readonly warns: { readonly after: number; readonly per: 'domain' | 'range' } | null;
  next(state: S, run: WorkRun): Retry<S>;
}

/** A failed run: nothing was erased, although there was something to erase. */
export function failed({ erased, left }: WorkRun): boolean {
  return erased === 0 && left > 0;
}

/** A run that has not come to any range. */
export const NOTHING_YET: WorkRun = { erased: 0, left: 0, tries: 0 };

/** The run, after one more range; `tries`: how often that one has been tried in vain. */
export function counted(run: WorkRun, erased: boolean, tries: number): WorkRun {
  if (erased) return { ...run, erased: Math.min(run.erased + 1, RUN_COUNT_MAX) };
  const left = Math.min(run.left + 1, RUN_COUNT_MAX);
  return { ...run, left, tries: Math.max(run.tries, tries) };
}
