import { blameFile } from '../../explore/loading/faulty-design.ts';
import { REALISED_FILLERS_MAX, realise } from '../../explore/minimal/realise.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { formatRun } from '../../explore/run/run-file.ts';
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';
import { formatCounterexample } from '../../report/counterexample/counterexample.ts';
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
  const { design, ref, signature } = shown;
  const realised = blameFile(ref, () =>
    realise(twinSubject(design, allProperties), shown.execution, signature),
  );
  if (realised.kind === 'assumed') {
    print(`${file}: assumed: not realised with up to ${REALISED_FILLERS_MAX} fillers\n`);
    return EXIT.inconclusive;
  }
  const { scope, actions } = realised.execution;
  const run = { ...shown.run, ...designNames(design), scope, actions };
  if (flags.out !== undefined) writeText(flags.out, formatRun(run));
  const steps: ReplayStep[] = [];
  replay(twinSubject(design, allProperties), run, (step) => steps.push(step));
  const fileName = flags.out ?? null;
  const example = { run, steps, properties: allProperties, fileName, found: null };
  print(`${formatCounterexample(example, { colour: isColourful() })}\n`);
  print(`${file}: realised with ${realised.fillers} fillers\n`);
  return EXIT.ok;
}
