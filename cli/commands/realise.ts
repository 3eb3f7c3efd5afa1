import { blameFile } from '../../explore/loading/faulty-design.ts';
import { realise } from '../../explore/minimal/realise.ts';
import type { Run } from '../../explore/run/run.ts';
import { formatRun } from '../../explore/run/run-file.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import type { Subject } from '../../port/subject.ts';
import { formatCounterexample } from '../../report/counterexample/counterexample.ts';
import { realisedEnding } from '../../report/counterexample/realised-ending.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { writeText } from '../files/text-files.ts';
import { isColourful, print } from '../process/standard-output.ts';
import { shownRun, type ShownRunFlags } from './shown-run.ts';

/**
 * `iova-check realise FILE`: prints a run in which the maple tree itself asks for the memory that
 * is refused, after the fewest fillers.
 */
export async function realiseCommand(file: string, flags: ShownRunFlags): Promise<ExitCode> {
  const shown = await shownRun(file, flags);
  if (shown === null) return EXIT.run;
  const { subject, execution, signature } = shown;
  const realised = blameFile(shown.ref, () => realise(subject, execution, signature));
  if (realised.kind === 'realised') {
    const { scope, actions } = realised.execution;
    report(subject, { ...shown.run, scope, actions }, flags.out ?? null);
  }
  const { says, conclusion } = realisedEnding(file, realised);
  print(`${says}\n`);
  return EXIT[conclusion];
}

/** @param fileName where the run is written to; null: it is only printed */
function report(subject: Subject, run: Run, fileName: string | null): void {
  if (fileName !== null) writeText(fileName, formatRun(run));
  const steps: ReplayStep[] = [];
  replay(subject, run, (step) => steps.push(step));
  const example = { run, steps, properties: subject.properties, fileName, found: null };
  print(`${formatCounterexample(example, { colour: isColourful() })}\n`);
}
