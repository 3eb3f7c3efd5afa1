import { blameFile } from '../../explore/loading/faulty-design.ts';
import { type Replayed, type ReplayStep, replay } from '../../explore/world/replay.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';
import { ownEnding } from '../../report/counterexample/replay-ending.ts';
import { type DiffedRun, formatRunDiff } from '../../report/told/run-diff.ts';
import { type DesignFlags, readRunOnDesign, type RunOnDesign } from '../files/run-on-design.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { notify } from '../process/notify.ts';
import { print } from '../process/standard-output.ts';

/**
 * `iova-check diff A B`: where two runs part, side by side. Exit code 5 if one does not show what
 * its file says.
 */
export async function diffCommand(a: string, b: string, flags: DesignFlags): Promise<ExitCode> {
  const sides = [await readRunOnDesign(a, flags), await readRunOnDesign(b, flags)].map(replayed);
  for (const { file, ended } of sides) {
    if (ended.kind !== 'as expected') notify(ownEnding(file, ended).says);
  }
  if (sides.some(({ ended }) => ended.kind !== 'as expected')) return EXIT.run;
  print(formatRunDiff(...(sides as unknown as readonly [DiffedRun, DiffedRun])));
  return EXIT.ok;
}

function replayed({
  file,
  run,
  design,
  ref,
}: RunOnDesign): DiffedRun & { readonly ended: Replayed } {
  const subject = twinSubject(design, propertiesWith(run.expect?.property ?? null));
  const steps: ReplayStep[] = [];
  const ended = blameFile(ref, () => replay(subject, run, (step) => steps.push(step)));
  return { file, run, steps, ended };
}
