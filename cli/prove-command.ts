import { join } from 'node:path';
import { loadPolicy } from '../explore/load-policy.ts';
import { checkPolicy } from '../explore/policy-contract.ts';
import { type Comparison, compare } from '../explore/prove/compare.ts';
import {
  allObligations,
  allProofs,
  discharge,
  type Discharged,
  obligationsOnBound,
  prove,
} from '../explore/prove/prove.ts';
import { slowestRun } from '../explore/prove/slowest-run.ts';
import { Solver, type SolverSettings } from '../explore/prove/solver.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import type { Policy } from '../impl/policies/policy.ts';
import { withPolicy } from '../impl/policies/with-policy.ts';
import { breachesOf, formatBreaches } from '../report/policy-contract.ts';
import { formatComparison, formatPart, formatProof, formatSlowestRun } from '../report/proof.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { makeFolder, writeText } from './files.ts';

export interface ProveFlags {
  /** Name or file. */
  readonly policy?: string;
  /** Where the SMT-LIB goes. */
  readonly smt?: string;
}

/** What the timeline of the slowest run has for D and W, and without a policy for the cap. */
const EXAMPLE = { cap: 10, D: 2, W: 3 };

/** `iova-check prove`: the invariants, for every policy that keeps its contract. */
export async function proveCommand(
  flags: ProveFlags,
  settings: SolverSettings = {},
): Promise<ExitCode> {
  const policy = flags.policy === undefined ? null : await loadPolicy(flags.policy);
  if (flags.smt !== undefined) writeObligations(flags.smt);
  const codes: ExitCode[] = [policy === null ? EXIT.ok : tellContract(policy)];
  const solver = new Solver(settings);
  try {
    for (const proof of allProofs) {
      const result = await prove(proof, solver);
      process.stdout.write(formatProof(result));
      codes.push(...result.parts.map(codeOf));
      if (proof.id.startsWith('b')) codes.push(...(await tellBound(solver, policy)));
      process.stdout.write('\n');
    }
  } finally {
    solver.close();
  }
  codes.push(...compareCode(policy, codes[0] === EXIT.ok));
  return worst(codes);
}

function codeOf({ outcome }: Discharged): ExitCode {
  if (outcome.kind === 'holds') return EXIT.ok;
  return outcome.kind === 'violated' ? EXIT.violated : EXIT.inconclusive;
}

function writeObligations(folder: string): void {
  makeFolder(folder);
  for (const { id, text } of allObligations()) writeText(join(folder, `${id}.smt2`), text);
}

/** The proof rests on one clause of the contract only: whether that is kept is said besides. */
function tellContract(policy: Policy): ExitCode {
  const contract = checkPolicy(policy);
  const { name, capJiffies } = policy;
  process.stdout.write(formatBreaches(contract));
  const bounds = contract.clauses.find(({ id }) => id === 'bounds');
  process.stdout.write(
    bounds?.breach === null
      ? `${name}: every delay is 1 to ${capJiffies} ms: all is erased within ` +
          `${capJiffies} + W + 2 D, as (b) says\n\n`
      : `${name}: VIOLATED: what follows is not about it\n\n`,
  );
  return breachesOf(contract).length === 0 ? EXIT.ok : EXIT.violated;
}

async function tellBound(solver: Solver, policy: Policy | null): Promise<readonly ExitCode[]> {
  const codes: ExitCode[] = [];
  for (const obligation of obligationsOnBound()) {
    const discharged = await discharge(obligation, solver);
    process.stdout.write(`${formatPart('', discharged).join('\n')}\n`);
    codes.push(codeOf(discharged));
  }
  const constants = { ...EXAMPLE, cap: policy?.capJiffies ?? EXAMPLE.cap };
  if (codes[0] === EXIT.ok && constants.cap >= 1) {
    process.stdout.write(formatSlowestRun(slowestRun(constants), constants));
  }
  return codes;
}

/** Nothing that is found with a policy that breaks its contract would be about the proof. */
function compareCode(policy: Policy | null, keepsContract: boolean): readonly ExitCode[] {
  if (!keepsContract) return [];
  return knownDesigns
    .filter(({ traits }) => traits.retriesByWork)
    .map((design) => {
      const comparison = compare(policy === null ? design : withPolicy(design, policy));
      process.stdout.write(formatComparison(comparison));
      return codeOfComparison(comparison);
    });
}

function codeOfComparison({ mismatch, bound }: Comparison): ExitCode {
  if (mismatch !== null) return EXIT.violated;
  return bound === null ? EXIT.ok : EXIT.inconclusive;
}
