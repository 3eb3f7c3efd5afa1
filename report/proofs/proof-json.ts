import type { PolicyContract } from '../../explore/contract/policy-contract.ts';
import type { CodeComparison } from '../../explore/proofs/compare-code.ts';
import type { Discharged, ProofResult } from '../../explore/proofs/prove.ts';
import { policyBreachesJson } from '../policies/policy-breaches-json.ts';

/** All that `iova-check prove` has found, in the order of the report. */
export interface ProofReport {
  /** Null: no policy was asked about. */
  readonly contract: PolicyContract | null;
  readonly proofs: readonly ProofResult[];
  /** Whether the bound of (b) means something. */
  readonly bound: readonly Discharged[];
  readonly comparisons: readonly CodeComparison[];
}

/** The `--json` document of `iova-check prove`; `version` is that of its shape. */
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
