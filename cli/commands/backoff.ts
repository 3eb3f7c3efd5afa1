import { join } from 'node:path';
import type { Workload } from '../../explore/studies/backoff/busy-outage.ts';
import { measureAll } from '../../explore/studies/backoff/measure-all.ts';
import type { PolicyCosts } from '../../explore/studies/backoff/policy-costs.ts';
import { type DesignRef, loadDesign } from '../../explore/loading/load-design.ts';
import { checkPolicy, type PolicyContract } from '../../explore/contract/policy-contract.ts';
import { outcomeOf, proveAll } from '../../explore/proofs/prove-all.ts';
import { formatRun } from '../../explore/run/run-file.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import { gravest } from '../../report/conclusion/conclusion.ts';
import { backoffColumn, concludeBackoff } from '../../report/policies/backoff-column.ts';
import { formatBackoffCsv } from '../../report/policies/backoff-csv.ts';
import { formatBackoffJson } from '../../report/policies/backoff-json.ts';
import { drawBackoff } from '../../report/policies/backoff-plot.ts';
import { formatBackoffTable } from '../../report/policies/backoff-table.ts';
import { formatBreaches } from '../../report/policies/policy-contract.ts';
import type { BackoffFlags } from '../arguments/backoff-flags.ts';
import { requireFolder } from '../files/folders.ts';
import { requireWritable, writeText } from '../files/text-files.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
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
  const designs = await Promise.all(refs.map(async (ref) => loadDesign(ref)));
  const contracts = designs.map(contractOf);
  const { csv, plot, out } = flags;
  for (const file of [csv, plot]) if (file !== undefined) requireWritable(file);
  if (out !== undefined) requireFolder(out);
  const workload: Workload = { unmapsPerSecond: flags.rate, pages: flags.pages };
  if (flags.json !== true) print(contracts.map(formatBreaches).join(''));
  const proved = outcomeOf(await proveAll());
  const costs = await measureAll(refs, workload, flags.jobs);
  const columns = contracts.map((contract, at) =>
    backoffColumn(costs[at] as PolicyCosts, contract, proved),
  );
  const design = designs[0]?.name ?? flags.design;
  if (csv !== undefined) writeText(csv, formatBackoffCsv(costs));
  if (plot !== undefined) writeText(plot, await drawBackoff(design, costs, workload));
  if (out !== undefined) writeWorstRuns(out, costs);
  print(
    flags.json === true
      ? formatBackoffJson(design, columns, workload)
      : formatBackoffTable(design, columns, workload),
  );
  return EXIT[gravest(columns.map(concludeBackoff))];
}

function contractOf({ name, policy }: Design): PolicyContract {
  if (policy === null)
    throw new UserError(`${name}: no work retries there, so there is no policy to measure`);
  return checkPolicy(policy);
}

/** The runs that take longest to recover, to be replayed. */
function writeWorstRuns(folder: string, costs: readonly PolicyCosts[]): void {
  for (const { policy, worst: late } of costs) {
    if (late === null || late.run === null) continue;
    writeText(join(folder, `worst-recovery-${policy}.json`), formatRun(late.run));
  }
}
