/** The progress of a search or of another task. All numbers are counts from 0. */
export interface TaskProgress {
  /** States met so far, visited or waiting. */
  readonly states: number;
  readonly transitions: number;
  /** Runs carried out to their end, by engines that do not match states. */
  readonly executions: number;
  /** Steps of the run that the search extends now. */
  readonly depth: number;
  /** States met but not yet visited. */
  readonly frontier: number;
}

/** Decides how much a search may spend. */
export interface Budget {
  /**
   * Asked before each state is visited; `bytes` is the memory that the search holds. Returns the
   * bound that was hit, or null to go on.
   */
  spent(progress: TaskProgress, bytes: number): string | null;
}

/** A budget of at most `most` states (inclusive), and no other bound. */
export function atMostStates(most: number): Budget {
  return { spent: ({ states }) => (states > most ? `${most} states` : null) };
}
