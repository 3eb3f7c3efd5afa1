/** What makes one run simpler than another: compared in this order. */
export interface Cost {
  readonly calls: number;
  /** Memory requests refused, by pressure or one by one. */
  readonly refusals: number;
  readonly switches: number;
  readonly steps: number;
}

/** Negative if `a` is simpler than `b`. */
export function compareCost(a: Cost, b: Cost): number {
  return (
    a.calls - b.calls || a.refusals - b.refusals || a.switches - b.switches || a.steps - b.steps
  );
}
