import type { Watch } from './watch.ts';
import type { Budget } from './budget.ts';

/** What one search may spend; both limits are inclusive. */
export interface Limits {
  /** Infinity: no bound. */
  readonly maxStates: number;
  /** The memory that the search holds, in units of 2^20 bytes. */
  readonly maxMegabytes: number;
}

const MEGABYTE = 2 ** 20;

/**
 * A budget that ends at the limits, or as soon as `watch` asks for a stop. It reports progress to
 * `watch` each time it is asked.
 */
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
