import type { Model, Move } from './model.ts';

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

/** What it costs to take these moves after a move of `mover`; null: nobody has moved before. */
export function costAlong(
  model: Pick<Model, 'costOf'>,
  moves: readonly Move[],
  mover: number | null,
): Cost {
  const cost = { calls: 0, refusals: 0, switches: 0, steps: moves.length };
  let last = mover;
  for (const move of moves) {
    const { calls, refusals, on } = model.costOf(move);
    cost.calls += calls;
    cost.refusals += refusals;
    if (on === null) continue;
    if (last !== null && last !== on) cost.switches += 1;
    last = on;
  }
  return cost;
}
