import { sourcesNamedIn } from '../../explore/building/kernel-name.ts';
import { explainRun } from '../../explore/explaining/explain-run.ts';
import { blameFile } from '../../explore/loading/faulty-design.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { runOn } from '../../explore/world/run-on.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';
import { type Conclusion, gravest } from '../../report/conclusion/conclusion.ts';
import { formatCounterexample } from '../../report/counterexample/counterexample.ts';
import { foreignEnding, ownEnding } from '../../report/counterexample/replay-ending.ts';
import { formatReplayFlags } from '../../report/reporters/replay-flags.ts';
import { type DesignFlags, readRunOnDesign, type RunOnDesign } from '../files/run-on-design.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { isColourful, print } from '../process/standard-output.ts';

/** `iova-check replay FILE...`: prints each run, and whether it shows what it says. */
export async function replayCommand(
  files: readonly string[],
  flags: DesignFlags,
): Promise<ExitCode> {
  // Every mistake is found before anything is printed.
  const runs: RunOnDesign[] = [];
  for (const file of files) runs.push(await readRunOnDesign(file, flags));
  return EXIT[gravest(runs.map(replayOne))];
}

function replayOne({ file, run, design, ref }: RunOnDesign): Conclusion {
  const subject = twinSubject(design, propertiesWith(run.expect?.property ?? null));
  const isForeign = !isSameDesign(subject.design, run.design) || subject.policy !== run.policy;
  const tried = isForeign ? blameFile(ref, () => runOn(subject, run)) : run;
  const steps: ReplayStep[] = [];
  const replayed = blameFile(ref, () => replay(subject, tried, (step) => steps.push(step)));
  const { properties } = subject;
  const { expect } = tried;
  const explanation =
    replayed.kind === 'as expected' && expect !== null
      ? blameFile(ref, () => explainRun(subject, replayed.execution, expect.signature))
      : null;
  const fileName = `${file}${formatReplayFlags(ref, run)}`;
  const example = { run: tried, steps, properties, fileName, found: null, explanation };
  print(`${formatCounterexample(example, { colour: isColourful() })}\n`);
  const { says, conclusion } = isForeign
    ? foreignEnding(file, replayed, run, subject)
    : ownEnding(file, replayed);
  print(`${says}\n`);
  return conclusion;
}

/** The same C may lie in folders of different names. */
function isSameDesign(a: string, b: string): boolean {
  const sources = sourcesNamedIn(a);
  return a === b || (sources !== null && sources === sourcesNamedIn(b));
}
