import type { Execution } from '../world/execution.ts';
import { compareCost } from '../state-space/cost.ts';
import type { Scope } from '../run/scope.ts';

/** Proves that no simpler run shows the same signature, by what was exhausted. */
export interface MinimalityProof {
  /** All runs of the scope, or only those in which each context makes the calls of this run. */
  readonly among: 'all runs' | 'its calls';
  readonly scope: Scope;
}

/** A run that shows a signature, and whether it is proved to be the simplest. */
export interface Minimal {
  readonly execution: Execution;
  /** Null: there may be a simpler run. */
  readonly proof: MinimalityProof | null;
}

/** The simpler of two runs. If they cost the same, the one with the stronger proof. */
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
