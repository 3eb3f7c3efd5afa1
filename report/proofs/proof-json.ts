import type { Discharged } from '../../explore/proofs/prove.ts';
import { policyBreachesJson } from '../policies/policy-breaches-json.ts';
import type { ProofReport } from './proof-report.ts';

/**
 * The `--json` document of `iova-check prove`, in one line; `version` is that of its shape. `bound`
 * are the obligations that show that the bound of (b) is exact, and that the clock can always go
 * on.
 */
export function formatProofJson({ contract, proofs, comparisons }: ProofReport): string {
  const document = {
    version: 1,
    ...(contract === null ? {} : { policyBreaches: policyBreachesJson(contract) }),
    proofs: proofs.map(({ proof, parts }) => ({
      id: proof.id,
      sentence: proof.sentence,
      parts: parts.map(partOf),
    })),
    bound: proofs.flatMap(({ bound }) => bound.map(partOf)),
    comparisons,
  };
  return `${JSON.stringify(document)}\n`;
}

function partOf({ obligation: { id, says }, outcome }: Discharged): object {
  return { id, says, outcome };
}
