import type { PolicyContract } from '../../explore/contract/policy-contract.ts';
import type { Applies } from '../../explore/proofs/proof-applies.ts';
import type { ProofOutcome } from '../../explore/proofs/prove-all.ts';
import type { PolicyCosts } from '../../explore/studies/backoff/policy-costs.ts';
import type { Conclusion } from '../conclusion/conclusion.ts';
import { concludeContract } from './conclude-contract.ts';

/** What a policy costs, and what is known of it. */
export interface BackoffColumn {
  readonly costs: PolicyCosts;
  readonly contract: PolicyContract;
  /** Whether (a) to (c) are proved, and the design under this policy follows the proved systems. */
  readonly proof: Applies;
}

/** What is proved of all policies is proved of this one, if the proof applies to it. */
export function backoffColumn(
  costs: PolicyCosts,
  contract: PolicyContract,
  proved: ProofOutcome,
): BackoffColumn {
  return { costs, contract, proof: proofOf(costs, proved) };
}

/** Decided by the contract, by the proof, and by whether recovery is bounded. */
export function concludeBackoff({ costs, contract, proof }: BackoffColumn): Conclusion {
  if (concludeContract(contract) !== 'ok' || proof === 'no' || costs.worst === null) {
    return 'violated';
  }
  return proof === 'inconclusive' ? 'inconclusive' : 'ok';
}

function proofOf({ proofApplies }: PolicyCosts, proved: ProofOutcome): Applies {
  if (proofApplies === 'no' || proved === 'violated') return 'no';
  return proofApplies === 'yes' && proved === 'proved' ? 'yes' : 'inconclusive';
}
