/** The parameters of `iova.pml`, which say how large the problem is. */
export interface PeerBounds {
  readonly drivers: number;
  /** That each driver makes. */
  readonly calls: number;
  readonly pages: number;
  /** How many erases may fail. */
  readonly refusals: number;
  /** 0: none; 1: the work does not re-arm; 2: it re-adds and frees; 3: teardown does not cancel. */
  readonly bug: number;
  /** Whether assertions are looked at. */
  readonly judged: boolean;
}

/** As large as `iova.pml` is without a word about pages and refusals. */
export function peerBounds(drivers: number, calls: number, bug = 0, judged = true): PeerBounds {
  return { drivers, calls, pages: 4, refusals: 2, bug, judged };
}
