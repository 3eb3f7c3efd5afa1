import type { Cost } from './cost.ts';

/** What a `ShortestSearch` follows, and how it compares states. */
export interface SearchOptions {
  /** Compares whole states, not only their fingerprints. */
  readonly exact: boolean;
  /**
   * At most so many switches away from a context that could go on (inclusive); null: any number.
   */
  readonly preemptions: number | null;
  /**
   * The one signature to look for, only in runs that cost less than `below`, and not in hangs. If
   * `bound` is null then, no run below that cost is cheaper than the one found. Absent: all
   * signatures, in all runs.
   */
  readonly sought?: { readonly signature: string; readonly below: Cost };
}
