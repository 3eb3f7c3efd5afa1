import { join } from 'node:path';
import type { Workload } from '../../explore/studies/backoff/busy-outage.ts';
import { measureAll } from '../../explore/studies/backoff/measure-all.ts';
import type { PolicyCosts } from '../../explore/studies/backoff/policy-costs.ts';
import { type DesignRef, loadDesign } from '../../explore/loading/load-design.ts';
import { checkPolicy, type PolicyContract } from '../../explore/contract/policy-contract.ts';
import { type ProofOutcome, proofOutcome } from '../../explore/proofs/proof-outcome.ts';
import { formatRun } from '../../explore/run/run-file.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import { formatBackoffCsv } from '../../report/policies/backoff-csv.ts';
import { formatBackoffJson } from '../../report/policies/backoff-json.ts';
import { drawBackoff } from '../../report/policies/backoff-plot.ts';
import { type BackoffColumn, formatBackoffTable } from '../../report/policies/backoff-table.ts';
import { breachesOf, formatBreaches } from '../../report/policies/policy-contract.ts';
import type { BackoffFlags } from '../arguments/backoff-flags.ts';
import { requireFolder } from '../files/folders.ts';
import { requireWritable, writeText } from '../files/text-files.ts';
import { EXIT, type ExitCode, worst } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { UserError } from '../process/user-error.ts';

/** `iova-check backoff [POLICY...]`: what each costs, side by side; without names, all known. */
export async function backoffCommand(
  policies: readonly string[],
  flags: BackoffFlags,
): Promise<ExitCode> {
  if (flags.policy !== undefined) {
    throw new UserError(
      `name policies as arguments, as in: iova-check backoff flat-10ms ${flags.policy}`,
    );
  }
  const names = policies.length > 0 ? policies : knownPolicies.map(({ name }) => name);
  const refs = names.map((policy): DesignRef => ({ design: flags.design, policy }));
  // Names and files are checked before the work begins.
  const designs = await Promise.all(refs.map(loadDesign));
  const contracts = designs.map(contractOf);
  const { csv, plot, out } = flags;
  for (const file of [csv, plot]) if (file !== undefined) requireWritable(file);
  if (out !== undefined) requireFolder(out);
  const workload: Workload = { unmapsPerSecond: flags.rate, pages: flags.pages };
  if (flags.json !== true) print(contracts.map(formatBreaches).join(''));
  const proved = await proofOutcome();
  const costs = await measureAll(refs, workload, flags.jobs);
  const columns = contracts.map((contract, at): BackoffColumn => {
    const one = costs[at] as PolicyCosts;
    return { costs: one, contract, proof: proofOf(one, proved) };
  });
  const design = designs[0]?.name ?? flags.design;
  if (csv !== undefined) writeText(csv, formatBackoffCsv(costs));
  const title = `${design}: node memory short, ${flags.rate} unmaps a second, ${flags.pages} pages`;
  if (plot !== undefined) writeText(plot, await drawBackoff(title, costs));
  if (out !== undefined) writeWorstRuns(out, costs);
  print(
    flags.json === true
      ? formatBackoffJson(design, columns, workload)
      : formatBackoffTable(design, columns, workload),
  );
  return worst(columns.map(codeOf));
}

/** Decided by the contract, by the proof, and by whether recovery is bounded. */
function codeOf({ contract, proof, costs }: BackoffColumn): ExitCode {
  if (breachesOf(contract).length > 0 || proof === 'no' || costs.worst === null) {
    return EXIT.violated;
  }
  return proof === 'inconclusive' ? EXIT.inconclusive : EXIT.ok;
}

function contractOf({ name, policy }: Design): PolicyContract {
  if (policy === null)
    throw new UserError(`${name}: no work retries there, so there is no policy to measure`);
  return checkPolicy(policy);
}

/** What is proved of all policies is proved of this one, if the proof applies to it. */
function proofOf({ proofApplies }: PolicyCosts, proved: ProofOutcome): BackoffColumn['proof'] {
  if (proofApplies === 'no' || proved === 'violated') return 'no';
  return proofApplies === 'yes' && proved === 'proved' ? 'yes' : 'inconclusive';
}

/** The runs that take longest to recover, to be replayed. */
function writeWorstRuns(folder: string, costs: readonly PolicyCosts[]): void {
  for (const { policy, worst: late } of costs) {
    if (late === null || late.run === null) continue;
    writeText(join(folder, `worst-recovery-${policy}.json`), formatRun(late.run));
  }
}
