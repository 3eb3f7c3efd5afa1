import type { Execution } from '../world/execution.ts';
import { compareCost } from '../state-space/cost.ts';
import type { Scope } from '../run/scope.ts';

/** That no simpler run shows the same: what was exhausted to know it. */
export interface MinimalityProof {
  /** Every run of the scope, or those in which each context makes the calls of this run. */
  readonly among: 'all runs' | 'its calls';
  readonly scope: Scope;
}

/** A run that shows a signature, and what is known of there being no simpler one. */
export interface Minimal {
  readonly execution: Execution;
  /** Null: there may be a simpler one. */
  readonly proof: MinimalityProof | null;
}

/** The simpler of two; of those that cost the same the one about which more is known. */
export function simplerOf(a: Minimal | null, b: Minimal): Minimal {
  if (a === null) return b;
  const order = compareCost(a.execution.cost, b.execution.cost);
  if (order !== 0) return order < 0 ? a : b;
  return rank(b.proof) > rank(a.proof) ? b : a;
}

function rank(proof: MinimalityProof | null): number {
  if (proof === null) return 0;
  return proof.among === 'its calls' ? 1 : 2;
}
