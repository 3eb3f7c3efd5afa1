import type { PolicyContract } from '../../explore/contract/policy-contract.ts';
import type { CodeComparison } from '../../explore/proofs/compare-code.ts';
import type { Discharged, ProofResult } from '../../explore/proofs/prove.ts';
import { policyBreachesJson } from '../policies/policy-breaches-json.ts';

/** All that `iova-check prove` finds, in the order of its report. */
export interface ProofReport {
  /** The contract of the policy in question; null: the proofs are about any policy. */
  readonly contract: PolicyContract | null;
  readonly proofs: readonly ProofResult[];
  /** Obligations that show that the bound of (b) is exact, and that the clock can always go on. */
  readonly bound: readonly Discharged[];
  readonly comparisons: readonly CodeComparison[];
}

/** The `--json` document of `iova-check prove`, in one line; `version` is that of its shape. */
export function formatProofJson({ contract, proofs, bound, comparisons }: ProofReport): string {
  const document = {
    version: 1,
    ...(contract === null ? {} : { policyBreaches: policyBreachesJson(contract) }),
    proofs: proofs.map(({ proof, parts }) => ({
      id: proof.id,
      sentence: proof.sentence,
      parts: parts.map(partOf),
    })),
    bound: bound.map(partOf),
    comparisons,
  };
  return `${JSON.stringify(document)}\n`;
}

function partOf({ obligation: { id, says }, outcome }: Discharged): object {
  return { id, says, outcome };
}
