import { judgedPolicies } from '../../explore/checking/judged-policies.ts';
import { allowListReport } from '../../report/reporters/allow-list-report.ts';
import { checkText } from '../../report/reporters/check-text.ts';
import { resultsDocument } from '../../report/reporters/results-document.ts';
import { checkedDesign, type CheckFlags, checkFlagsFit } from '../arguments/check-flags.ts';
import { subjectsOf } from '../arguments/check-subjects.ts';
import { readAllowFile } from '../files/allow-list-file.ts';
import { readExpectedFile } from '../files/expected-file.ts';
import { carryOut } from '../pipeline/pipeline.ts';
import { planOf } from '../pipeline/plan-of.ts';
import { reportersFor } from '../pipeline/reporters-for.ts';
import type { ExitCode } from '../process/exit-code.ts';
import { isColourful } from '../process/standard-output.ts';

/** `iova-check check DESIGN|FILE`, or `iova-check check --kernel DIR[@REVISION]` */
export async function checkCommand(
  design: string | undefined,
  flags: CheckFlags,
): Promise<ExitCode> {
  checkFlagsFit(flags);
  const as = checkedDesign(design, flags);
  const ref = { design: as, policy: flags.policy ?? null };
  const columns = subjectsOf(flags).map((subject) => ({ subject, ref, as, side: null }));
  const plan = await planOf(flags, columns);
  const standard = readAllowFile(flags);
  const expected = readExpectedFile();
  const isJson = flags.json === true;
  const reporters = reportersFor(flags, [
    isJson ? resultsDocument : checkText({ colour: isColourful() }, flags.verbose === true),
    allowListReport(isJson),
  ]);
  const policies = await judgedPolicies(plan);
  return carryOut({ plan, policies, standard, expected, reporters }, flags);
}
