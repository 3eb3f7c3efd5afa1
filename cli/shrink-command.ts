import { designNames, twinSubject } from '../impl/twin/twin-subject.ts';
import { blameFile } from '../explore/loading/faulty-design.ts';
import { formatRun } from '../explore/run/run-file.ts';
import { shrinkTo } from '../explore/shrinking/shrink.ts';
import { allProperties } from '../model/properties/all.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { writeText } from './files.ts';
import { makeRoomForRun } from './run-files.ts';
import type { DesignFlags } from './trial.ts';
import { shownRun } from './shown-run.ts';

/** `iova-check shrink FILE`: a simpler run that shows the same, on standard output or to a file. */
export async function shrinkCommand(
  file: string,
  flags: DesignFlags & { readonly out?: string },
): Promise<ExitCode> {
  const shown = await shownRun(file, flags);
  if (shown === null) return EXIT.run;
  if (flags.out !== undefined) makeRoomForRun(flags.out);
  const { run, design, ref, signature } = shown;
  const { execution, evaluations } = blameFile(ref, () =>
    shrinkTo(twinSubject(design, allProperties), shown.execution, signature),
  );
  const text = formatRun({
    ...run,
    ...designNames(design),
    scope: execution.scope,
    actions: execution.actions,
  });
  if (flags.out === undefined) process.stdout.write(text);
  else writeText(flags.out, text);
  const { calls, refusals, switches, steps } = execution.cost;
  process.stderr.write(
    `${file}: ${run.actions.length} steps -> ${steps} (${calls} calls, ${refusals} refusals, ` +
      `${switches} context switches), ${evaluations} runs tried\n`,
  );
  return EXIT.ok;
}
