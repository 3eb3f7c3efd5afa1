import { SIDES } from '../../explore/checking/comparison.ts';
import { judgedPolicies } from '../../explore/checking/judged-policies.ts';
import { isFileName } from '../../explore/loading/import-default.ts';
import { type DesignRef, loadDesign } from '../../explore/loading/load-design.ts';
import { loadPolicy } from '../../explore/loading/load-policy.ts';
import { comparisonDocument } from '../../report/reporters/comparison-document.ts';
import { comparisonText } from '../../report/reporters/comparison-text.ts';
import { type CheckFlags, checkFlagsFit } from '../arguments/check-flags.ts';
import { subjectsOf } from '../arguments/check-subjects.ts';
import { sideRef } from '../arguments/side-ref.ts';
import { watchedFiles } from '../arguments/watched-files.ts';
import { readExpectedFile } from '../files/expected-file.ts';
import { carryOut } from '../pipeline/pipeline.ts';
import { planOf } from '../pipeline/plan-of.ts';
import { reportersFor } from '../pipeline/reporters-for.ts';
import { watch } from '../pipeline/watch.ts';
import type { ExitCode } from '../process/exit-code.ts';
import { isColourful } from '../process/standard-output.ts';

/** Bounds of `--quick`. They are counts, so that the same answer comes on any machine. */
const QUICK = { scope: 'small', callers: 'well-behaved', runs: 200 } as const;

/** What `--quick` leaves out, one line; null: it is not given. */
function leftOut({ quick, callers, scope, runs }: CheckFlags): string | null {
  if (quick !== true) return null;
  const parts = [
    ...(callers === undefined ? ['careless callers'] : []),
    ...(scope === undefined ? [`scopes larger than those of "${QUICK.scope}"`] : []),
    ...(runs === undefined ? [`all but ${QUICK.runs} random runs`] : []),
  ];
  return `--quick left out: ${parts.join('; ') || 'nothing'}. Compare without it before you post.`;
}

/** What the user asks for, and where nothing is asked for, little. */
function quickened(flags: CheckFlags): CheckFlags {
  return { ...QUICK, ...flags };
}

/**
 * Compares again whenever a file changes. What is wrong with a file, each round says.
 * @throws UnreadableScope, UnloadableDesign, UnloadablePolicy or UserError for what no change of a
 * file can mend
 */
async function watchSides(refs: readonly DesignRef[], flags: CheckFlags): Promise<ExitCode> {
  const files = watchedFiles(refs, flags);
  const { script: _mendable, ...others } = flags;
  subjectsOf(others);
  for (const { design, policy } of refs) {
    if (!isFileName(design)) await loadDesign({ design, policy: null });
    if (policy !== null && !isFileName(policy)) await loadPolicy(policy);
  }
  return watch(files);
}

/** `iova-check compare A B`: what B breaks that A does not, and vice versa. */
export async function compareCommand(a: string, b: string, asked: CheckFlags): Promise<ExitCode> {
  checkFlagsFit(asked);
  const flags = asked.quick === true ? quickened(asked) : asked;
  if (flags.watch === true) return watchSides([sideRef(a), sideRef(b)], flags);
  const named = { A: a, B: b };
  // Both sides are checked alike: the same scopes, the same seeds.
  const columns = subjectsOf(flags).flatMap((subject) =>
    SIDES.map((side) => ({ subject, ref: sideRef(named[side]), as: named[side], side })),
  );
  const plan = await planOf(flags, columns);
  const reporters = reportersFor(flags, [
    flags.json === true
      ? comparisonDocument
      : comparisonText({ colour: isColourful() }, leftOut(asked)),
  ]);
  const policies = await judgedPolicies(plan);
  const standard = { kind: 'side A' } as const;
  const expected = readExpectedFile();
  return carryOut({ plan, policies, standard, expected, reporters }, flags);
}
