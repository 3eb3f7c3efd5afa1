/** Options of `iova-check starve`. */
export interface StarveFlags {
  /** A retry policy, by name or file. */
  readonly policy?: string;
  /** Jiffies; without it, the time within which the design must recover. */
  readonly window?: number;
}
