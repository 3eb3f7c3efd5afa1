import { join } from 'node:path';
import { loadPolicy } from '../../explore/loading/load-policy.ts';
import { checkPolicy, type PolicyContract } from '../../explore/contract/policy-contract.ts';
import {
  compareCode,
  type ComparedWork,
  type CodeComparison,
} from '../../explore/proofs/compare-code.ts';
import {
  allObligations,
  allProofs,
  discharge,
  type Discharged,
  obligationsOnBound,
  prove,
  type ProofResult,
} from '../../explore/proofs/prove.ts';
import { slowestRun } from '../../explore/proofs/slowest-run.ts';
import { Solver, type SolverSettings } from '../../explore/proofs/solver.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import type { Policy } from '../../impl/policies/policy.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { breachesOf, formatBreaches } from '../../report/policies/policy-contract.ts';
import { formatCodeComparison } from '../../report/proofs/code-comparison.ts';
import { formatPart, formatProof } from '../../report/proofs/proof.ts';
import { formatSlowestRun } from '../../report/proofs/slowest-run.ts';
import { formatProofJson } from '../../report/proofs/proof-json.ts';
import type { ProveFlags } from '../arguments/prove-flags.ts';
import { requireFolder } from '../files/folders.ts';
import { writeText } from '../files/text-files.ts';
import { EXIT, type ExitCode, worst } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';

/** What replaces the usual means: for tests. */
export interface ProveMeans {
  readonly solver?: SolverSettings;
  /** How much of each design is compared with what is proved. */
  readonly compared?: ComparedWork;
}

/** The values of D and W in the timeline of the slowest run, and of the cap without a policy. */
const EXAMPLE = { cap: 10, D: 2, W: 3 };

/** Prints what has been found so far; nothing if a JSON document is asked for. */
type Print = (text: string) => void;

/** `iova-check prove`: the invariants, for every policy that keeps its contract. */
export async function proveCommand(flags: ProveFlags, means: ProveMeans = {}): Promise<ExitCode> {
  const policy = flags.policy === undefined ? null : await loadPolicy(flags.policy);
  if (flags.smt !== undefined) writeObligations(flags.smt);
  const say: Print = (text) => {
    if (flags.json !== true) print(text);
  };
  const contract = policy === null ? null : checkPolicy(policy);
  if (contract !== null && !printContract(contract, say)) {
    if (flags.json === true) {
      print(formatProofJson({ contract, proofs: [], bound: [], comparisons: [] }));
    }
    return EXIT.violated;
  }
  const solver = new Solver(means.solver);
  const proofs: ProofResult[] = [];
  let bound: readonly Discharged[] = [];
  try {
    for (const proof of allProofs) {
      const result = await prove(proof, solver);
      proofs.push(result);
      say(formatProof(result));
      if (proof.id.startsWith('b')) bound = await printBound(solver, policy, say);
      say('\n');
    }
  } finally {
    solver.close();
  }
  const comparisons = compareAllCode(policy, means.compared, say);
  if (flags.json === true) {
    print(formatProofJson({ contract, proofs, bound, comparisons }));
  }
  return worst([
    contract === null || breachesOf(contract).length === 0 ? EXIT.ok : EXIT.violated,
    ...[...proofs.flatMap(({ parts }) => parts), ...bound].map(codeOf),
    ...comparisons.map(codeOfComparison),
  ]);
}

function codeOf({ outcome }: Discharged): ExitCode {
  if (outcome.kind === 'holds') return EXIT.ok;
  return outcome.kind === 'violated' ? EXIT.violated : EXIT.inconclusive;
}

function writeObligations(folder: string): void {
  requireFolder(folder);
  for (const { id, text } of allObligations()) writeText(join(folder, `${id}.smt2`), text);
}

/** The proof rests on one clause of the contract only. Returns whether it is kept. */
function printContract(contract: PolicyContract, say: Print): boolean {
  const { name, capJiffies } = contract.policy;
  say(formatBreaches(contract));
  const isKept = contract.clauses.some(({ id, breach }) => id === 'bounds' && breach === null);
  say(
    isKept
      ? `${name}: every delay is 1 to ${capJiffies} ms: all is erased within ` +
          `${capJiffies} + W + 2 D, as (b) says\n\n`
      : `${name}: nothing is proved of it: not every delay is 1 to ${capJiffies} ms\n`,
  );
  return isKept;
}

async function printBound(
  solver: Solver,
  policy: Policy | null,
  say: Print,
): Promise<readonly Discharged[]> {
  const parts: Discharged[] = [];
  for (const obligation of obligationsOnBound()) {
    const discharged = await discharge(obligation, solver);
    say(`${formatPart('', discharged).join('\n')}\n`);
    parts.push(discharged);
  }
  const constants = { ...EXAMPLE, cap: policy?.capJiffies ?? EXAMPLE.cap };
  if (parts[0]?.outcome.kind === 'holds' && constants.cap >= 1) {
    say(formatSlowestRun(slowestRun(constants), constants));
  }
  return parts;
}

function compareAllCode(
  policy: Policy | null,
  work: ComparedWork | undefined,
  say: Print,
): readonly CodeComparison[] {
  return knownDesigns
    .filter(({ traits }) => traits.retriesByWork)
    .map((design) => {
      const comparison = compareCode(policy === null ? design : withPolicy(design, policy), work);
      say(formatCodeComparison(comparison));
      return comparison;
    });
}

function codeOfComparison({ mismatch, bound }: CodeComparison): ExitCode {
  if (mismatch !== null) return EXIT.violated;
  return bound === null ? EXIT.ok : EXIT.inconclusive;
}
