import { join } from 'node:path';
import { loadPolicy } from '../explore/loading/load-policy.ts';
import { checkPolicy, type PolicyContract } from '../explore/contract/policy-contract.ts';
import {
  compareCode,
  type ComparedWork,
  type CodeComparison,
} from '../explore/proofs/compare-code.ts';
import {
  allObligations,
  allProofs,
  discharge,
  type Discharged,
  obligationsOnBound,
  prove,
  type ProofResult,
} from '../explore/proofs/prove.ts';
import { slowestRun } from '../explore/proofs/slowest-run.ts';
import { Solver, type SolverSettings } from '../explore/proofs/solver.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import type { Policy } from '../impl/policies/policy.ts';
import { withPolicy } from '../impl/policies/with-policy.ts';
import { breachesOf, formatBreaches } from '../report/policies/policy-contract.ts';
import { formatCodeComparison } from '../report/proofs/code-comparison.ts';
import { formatPart, formatProof } from '../report/proofs/proof.ts';
import { formatProofJson } from '../report/proofs/proof-json.ts';
import { formatSlowestRun } from '../report/proofs/slowest-run.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { makeFolder, writeText } from './files.ts';

export interface ProveFlags {
  /** Name or file. */
  readonly policy?: string;
  /** Where the SMT-LIB goes. */
  readonly smt?: string;
  readonly json?: boolean;
}

/** What takes the place of the usual means: for tests. */
export interface ProveMeans {
  readonly solver?: SolverSettings;
  /** How much of each design is compared with what is proved. */
  readonly compared?: ComparedWork;
}

/** What the timeline of the slowest run has for D and W, and without a policy for the cap. */
const EXAMPLE = { cap: 10, D: 2, W: 3 };

/** Tells what has been found so far, if anybody reads along. */
type Tell = (text: string) => void;

/** `iova-check prove`: the invariants, for every policy that keeps its contract. */
export async function proveCommand(flags: ProveFlags, means: ProveMeans = {}): Promise<ExitCode> {
  const policy = flags.policy === undefined ? null : await loadPolicy(flags.policy);
  if (flags.smt !== undefined) writeObligations(flags.smt);
  const tell: Tell = (text) => {
    if (flags.json !== true) process.stdout.write(text);
  };
  const contract = policy === null ? null : checkPolicy(policy);
  if (contract !== null && !tellContract(contract, tell)) {
    if (flags.json === true) {
      process.stdout.write(formatProofJson({ contract, proofs: [], bound: [], comparisons: [] }));
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
      tell(formatProof(result));
      if (proof.id.startsWith('b')) bound = await tellBound(solver, policy, tell);
      tell('\n');
    }
  } finally {
    solver.close();
  }
  const comparisons = compareAllCode(policy, means.compared, tell);
  if (flags.json === true) {
    process.stdout.write(formatProofJson({ contract, proofs, bound, comparisons }));
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
  makeFolder(folder);
  for (const { id, text } of allObligations()) writeText(join(folder, `${id}.smt2`), text);
}

/** The proof rests on one clause of the contract only. Returns whether that is kept. */
function tellContract(contract: PolicyContract, tell: Tell): boolean {
  const { name, capJiffies } = contract.policy;
  tell(formatBreaches(contract));
  const isKept = contract.clauses.some(({ id, breach }) => id === 'bounds' && breach === null);
  tell(
    isKept
      ? `${name}: every delay is 1 to ${capJiffies} ms: all is erased within ` +
          `${capJiffies} + W + 2 D, as (b) says\n\n`
      : `${name}: nothing is proved of it: not every delay is 1 to ${capJiffies} ms\n`,
  );
  return isKept;
}

async function tellBound(
  solver: Solver,
  policy: Policy | null,
  tell: Tell,
): Promise<readonly Discharged[]> {
  const parts: Discharged[] = [];
  for (const obligation of obligationsOnBound()) {
    const discharged = await discharge(obligation, solver);
    tell(`${formatPart('', discharged).join('\n')}\n`);
    parts.push(discharged);
  }
  const constants = { ...EXAMPLE, cap: policy?.capJiffies ?? EXAMPLE.cap };
  if (parts[0]?.outcome.kind === 'holds' && constants.cap >= 1) {
    tell(formatSlowestRun(slowestRun(constants), constants));
  }
  return parts;
}

function compareAllCode(
  policy: Policy | null,
  work: ComparedWork | undefined,
  tell: Tell,
): readonly CodeComparison[] {
  return knownDesigns
    .filter(({ traits }) => traits.retriesByWork)
    .map((design) => {
      const comparison = compareCode(policy === null ? design : withPolicy(design, policy), work);
      tell(formatCodeComparison(comparison));
      return comparison;
    });
}

function codeOfComparison({ mismatch, bound }: CodeComparison): ExitCode {
  if (mismatch !== null) return EXIT.violated;
  return bound === null ? EXIT.ok : EXIT.inconclusive;
}
