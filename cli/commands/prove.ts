import { join } from 'node:path';
import { checkPolicy } from '../../explore/contract/policy-contract.ts';
import { loadPolicy } from '../../explore/loading/load-policy.ts';
import { compareCode, type ComparedWork } from '../../explore/proofs/compare-code.ts';
import { allObligations } from '../../explore/proofs/prove.ts';
import { proveAll } from '../../explore/proofs/prove-all.ts';
import type { SolverSettings } from '../../explore/proofs/solver.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import type { Policy } from '../../impl/policies/policy.ts';
import { formatBoundedProof } from '../../report/proofs/bounded-proof.ts';
import { formatCodeComparison } from '../../report/proofs/code-comparison.ts';
import { formatPolicyBound, isBounded } from '../../report/proofs/policy-bound.ts';
import { formatProofJson } from '../../report/proofs/proof-json.ts';
import { concludeProofs, type ProofReport } from '../../report/proofs/proof-report.ts';
import type { ProveFlags } from '../arguments/prove-flags.ts';
import { requireFolder } from '../files/folders.ts';
import { writeText } from '../files/text-files.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';

/** What replaces the usual means: for tests. */
export interface ProveMeans {
  readonly solver?: SolverSettings;
  /** How much of each design is compared with what is proved. */
  readonly compared?: ComparedWork;
}

/** Prints what has been found so far; nothing if a JSON document is asked for. */
type Print = (text: string) => void;

/** `iova-check prove`: the invariants, for every policy that keeps its contract. */
export async function proveCommand(flags: ProveFlags, means: ProveMeans = {}): Promise<ExitCode> {
  const policy = flags.policy === undefined ? null : await loadPolicy(flags.policy);
  if (flags.smt !== undefined) writeObligations(flags.smt);
  const isJson = flags.json === true;
  const report = await proveOf(policy, means, isJson ? () => undefined : print);
  if (isJson) print(formatProofJson(report));
  return EXIT[concludeProofs(report)];
}

function writeObligations(folder: string): void {
  requireFolder(folder);
  for (const { id, text } of allObligations()) writeText(join(folder, `${id}.smt2`), text);
}

/** @param policy null: the proofs are about any policy */
async function proveOf(
  policy: Policy | null,
  { solver, compared }: ProveMeans,
  say: Print,
): Promise<ProofReport> {
  const contract = policy === null ? null : checkPolicy(policy);
  if (contract !== null) say(formatPolicyBound(contract));
  if (contract !== null && !isBounded(contract)) return { contract, proofs: [], comparisons: [] };
  const capJiffies = policy?.capJiffies ?? null;
  const proofs = await proveAll((proved) => say(formatBoundedProof(proved, capJiffies)), solver);
  const retrying = knownDesigns.filter(({ traits }) => traits.retriesByWork);
  const comparisons = retrying.map((design) => {
    const comparison = compareCode(policy === null ? design : withPolicy(design, policy), compared);
    say(formatCodeComparison(comparison));
    return comparison;
  });
  return { contract, proofs, comparisons };
}
