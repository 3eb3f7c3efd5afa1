/** How much a search may spend; it is asked now and then. */
export interface Budget {
  /** The bound that was hit; null: none. `waiting`: states that have been met and not visited. */
  spent(states: number, bytes: number, waiting: number): string | null;
}

/** Most states of one search, and nothing else. */
export function atMostStates(most: number): Budget {
  return { spent: (states) => (states > most ? `${most} states` : null) };
}
