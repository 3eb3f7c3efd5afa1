/** The cost of a run. Costs compare field by field in this order; a lower cost is simpler. */
export interface Cost {
  /** Calls made; the teardown counts. */
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
