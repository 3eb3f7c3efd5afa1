/** Options of `iova-check starve`. */
export interface StarveFlags {
  /** A retry policy, by name or file. */
  readonly policy?: string;
  /** Jiffies within which a kernel tree must recover. */
  readonly bound?: number;
  /** Jiffies; without it, the time within which the design must recover. */
  readonly window?: number;
}
