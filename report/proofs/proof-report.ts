import type { PolicyContract } from '../../explore/contract/policy-contract.ts';
import type { CodeComparison } from '../../explore/proofs/compare-code.ts';
import { type BoundedProof, outcomeOf } from '../../explore/proofs/prove-all.ts';
import { type Conclusion, gravest } from '../conclusion/conclusion.ts';
import { concludeContract } from '../policies/conclude-contract.ts';

/** All that `iova-check prove` finds, in the order of its report. */
export interface ProofReport {
  /** The contract of the policy in question; null: the proofs are about any policy. */
  readonly contract: PolicyContract | null;
  readonly proofs: readonly BoundedProof[];
  readonly comparisons: readonly CodeComparison[];
}

/** Decided by the contract, by the proofs, and by whether the code follows the proved systems. */
export function concludeProofs({ contract, proofs, comparisons }: ProofReport): Conclusion {
  const outcome = outcomeOf(proofs);
  return gravest([
    contract === null ? 'ok' : concludeContract(contract),
    outcome === 'proved' ? 'ok' : outcome,
    ...comparisons.map(concludeComparison),
  ]);
}

function concludeComparison({ mismatch, bound }: CodeComparison): Conclusion {
  if (mismatch !== null) return 'violated';
  return bound === null ? 'ok' : 'inconclusive';
}
