import { blameFile } from '../../explore/loading/faulty-design.ts';
import { formatRun } from '../../explore/run/run-file.ts';
import { shrinkTo } from '../../explore/shrinking/shrink.ts';
import { formatShrunk } from '../../report/counterexample/shrunk-text.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { writeText } from '../files/text-files.ts';
import { notify } from '../process/notify.ts';
import { print } from '../process/standard-output.ts';
import { shownRun, type ShownRunFlags } from './shown-run.ts';

/** `iova-check shrink FILE`: a simpler run that shows the same, printed or written to a file. */
export async function shrinkCommand(file: string, flags: ShownRunFlags): Promise<ExitCode> {
  const shown = await shownRun(file, flags);
  if (shown === null) return EXIT.run;
  const { run, ref, subject, signature } = shown;
  const shrunk = blameFile(ref, () => shrinkTo(subject, shown.execution, signature));
  const { scope, actions } = shrunk.execution;
  const text = formatRun({ ...run, scope, actions });
  if (flags.out === undefined) print(text);
  else writeText(flags.out, text);
  notify(formatShrunk(file, run, shrunk));
  return EXIT.ok;
}
