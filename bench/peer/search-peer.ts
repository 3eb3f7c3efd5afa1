import type { Budget } from '../../explore/state-space/budget.ts';
import type { Found } from '../../explore/state-space/found.ts';
import { ShortestSearch } from '../../explore/state-space/shortest.ts';
import type { PeerBounds } from './bounds.ts';
import { FlatModel } from '../../explore/engines/shortest/flat-model.ts';
import { driverSymmetries } from './driver-symmetry.ts';
import { PeerSystem } from './peer-system.ts';

export interface PeerSearchOptions {
  /** Whether states count as one that differ only in an exchange of drivers. */
  readonly symmetric: boolean;
  /** Whether states themselves are compared, and not only their fingerprints. */
  readonly exact: boolean;
  /**
   * Whether the search ends when an assertion is broken. The first run that breaks one is a
   * shortest one.
   */
  readonly first: boolean;
}

/** Visits the states of the problem of `iova.pml`, breadth first. */
export function searchPeer(bounds: PeerBounds, options: PeerSearchOptions): Found {
  const system = new PeerSystem(bounds);
  const { registers } = system.snapshots.bank;
  const symmetries = options.symmetric ? driverSymmetries(bounds.drivers, registers) : [];
  const model = new FlatModel('iova.pml', system, symmetries);
  const budget: Budget = {
    spent: () => (options.first && system.assertions.any ? 'a broken assertion' : null),
  };
  return new ShortestSearch(model, { exact: options.exact, preemptions: null }).search(budget);
}
