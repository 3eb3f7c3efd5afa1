import { type Explanation, explainRun } from '../../explore/explaining/explain-run.ts';
import { blameFile } from '../../explore/loading/faulty-design.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { formatReplayFlags } from '../../report/reporters/replay-flags.ts';
import { formatCounterexample } from '../../report/counterexample/counterexample.ts';
import { formatNeighbour } from '../../report/told/neighbour.ts';
import { formatNamed } from '../../report/formats/formats.ts';
import type { ReportTarget } from '../../report/reporters/report-file.ts';
import { type ExplainedRun, reportOfRuns } from '../../report/reporters/report-of-runs.ts';
import { requireReportFile } from '../files/prepare.ts';
import type { DesignFlags } from '../files/run-on-design.ts';
import { writeText } from '../files/text-files.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { isColourful, print } from '../process/standard-output.ts';
import { VERSION } from '../process/version.ts';
import { type ShownRun, shownRun } from './shown-run.ts';

/** `report`: the files that are written too, in their formats. */
type ExplainFlags = DesignFlags & { readonly report?: readonly ReportTarget[] };

/**
 * `iova-check explain FILE...`: prints each run, what decided that it breaks what it breaks, and
 * the nearest run that passes. Exit code 5 if one does not show what it says.
 */
export async function explainCommand(
  files: readonly string[],
  flags: ExplainFlags,
): Promise<ExitCode> {
  const { report = [] } = flags;
  for (const { file } of report) requireReportFile(file);
  const explained: ExplainedRun[] = [];
  for (const file of files) {
    // One after the other, so that what is printed of one run stays together.
    // oxlint-disable-next-line no-await-in-loop
    const shown = await shownRun(file, flags);
    if (shown !== null) explained.push(explainOne(shown));
  }
  const value = reportOfRuns(explained, VERSION);
  for (const { file, format } of report) writeText(file, formatNamed(format).write(value));
  return explained.length === files.length ? EXIT.ok : EXIT.run;
}

function explainOne({ file, ref, run, signature, subject, execution }: ShownRun): ExplainedRun {
  const { properties } = subject;
  const steps: ReplayStep[] = [];
  const explanation = blameFile(ref, (): Explanation => {
    replay(subject, run, (step) => steps.push(step));
    return explainRun(subject, execution, signature);
  });
  const fileName = `${file}${formatReplayFlags(ref, run)}`;
  const options = { colour: isColourful() };
  const example = { run, steps, properties, fileName, found: null, explanation };
  print(`${formatCounterexample(example, options)}\n`);
  if (explanation.kind === 'decided') {
    const { neighbour, action: from } = explanation;
    const passing: ReplayStep[] = [];
    blameFile(ref, () => replay(subject, neighbour, (step) => passing.push(step)));
    const beside = { run: neighbour, steps: passing, properties, from };
    print(`${formatNeighbour(beside, options)}\n`);
  }
  return { run, signature, steps, explanation, fileName, as: ref.design };
}
