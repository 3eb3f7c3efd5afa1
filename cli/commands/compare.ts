import { SIDES } from '../../explore/checking/comparison.ts';
import { judgedPolicies } from '../../explore/checking/judged-policies.ts';
import { comparisonDocument } from '../../report/reporters/comparison-document.ts';
import { comparisonText } from '../../report/reporters/comparison-text.ts';
import { type CheckFlags, checkFlagsFit } from '../arguments/check-flags.ts';
import { subjectsOf } from '../arguments/check-subjects.ts';
import { sideRef } from '../arguments/side-ref.ts';
import { readExpectedFile } from '../files/expected-file.ts';
import { carryOut } from '../pipeline/pipeline.ts';
import { planOf } from '../pipeline/plan-of.ts';
import { reportersFor } from '../pipeline/reporters-for.ts';
import type { ExitCode } from '../process/exit-code.ts';
import { isColourful } from '../process/standard-output.ts';

/** `iova-check compare A B`: what B breaks that A does not, and vice versa. */
export async function compareCommand(a: string, b: string, flags: CheckFlags): Promise<ExitCode> {
  checkFlagsFit(flags);
  const named = { A: a, B: b };
  // Both sides are checked alike: the same scopes, the same seeds.
  const columns = subjectsOf(flags).flatMap((subject) =>
    SIDES.map((side) => ({ subject, ref: sideRef(named[side]), as: named[side], side })),
  );
  const plan = await planOf(flags, columns);
  const reporters = reportersFor(flags, [
    flags.json === true ? comparisonDocument : comparisonText({ colour: isColourful() }),
  ]);
  const policies = await judgedPolicies(plan);
  const standard = { kind: 'side A' } as const;
  const expected = readExpectedFile();
  return carryOut({ plan, policies, standard, expected, reporters }, flags);
}
