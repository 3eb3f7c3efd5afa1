import type { Watch } from './watch.ts';
import type { Budget } from './budget.ts';

/** What one search may spend. */
export interface Limits {
  readonly maxStates: number;
  /** Memory of what the search keeps. */
  readonly maxMegabytes: number;
}

const MEGABYTE = 2 ** 20;

/** A budget that ends at the limits, or as soon as whoever watches says so; it tells the rest. */
export function budgetWithin({ maxStates, maxMegabytes }: Limits, watch: Watch): Budget {
  return {
    spent(progress, bytes) {
      const { states } = progress;
      watch.tell(progress);
      if (states > maxStates) return `${maxStates} states`;
      if (bytes > maxMegabytes * MEGABYTE) return `${maxMegabytes} MB after ${states} states`;
      return watch.stopped === null ? null : `${watch.stopped} after ${states} states`;
    },
  };
}
