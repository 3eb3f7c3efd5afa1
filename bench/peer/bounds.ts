/** The parameters of `iova.pml`, which say how large the problem is. */
export interface PeerBounds {
  readonly drivers: number;
  /** The number of calls that each driver makes. */
  readonly calls: number;
  readonly pages: number;
  /** The number of erases that may fail. */
  readonly refusals: number;
  /**
   * The seeded bug. 0: none; 1: the work does not arm itself again; 2: the work puts a range back
   * and frees it, too; 3: the teardown does not cancel the work.
   */
  readonly bug: number;
  /** Whether assertions are checked. */
  readonly judged: boolean;
}

/** The bounds with the pages and refusals that `iova.pml` has by default. */
export function peerBounds(drivers: number, calls: number, bug = 0, judged = true): PeerBounds {
  return { drivers, calls, pages: 4, refusals: 2, bug, judged };
}
