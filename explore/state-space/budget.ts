/** How far a search, or another task, has come. */
export interface TaskProgress {
  /** States visited or waiting. */
  readonly states: number;
  readonly transitions: number;
  /** Whole runs carried out, by engines that match no states. */
  readonly executions: number;
  /** Steps of the run that is gone on from. */
  readonly depth: number;
  /** States that have been met and not visited. */
  readonly frontier: number;
}

/** How much a search may spend. */
export interface Budget {
  /** Asked before each state is visited. The bound that was hit; null: none. */
  spent(progress: TaskProgress, bytes: number): string | null;
}

/** Most states of one search, and nothing else. */
export function atMostStates(most: number): Budget {
  return { spent: ({ states }) => (states > most ? `${most} states` : null) };
}
