import { blameFile } from '../../explore/loading/faulty-design.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { exportKunit, type ExportedRun } from '../../report/exports/kunit.ts';
import { exportMapleTest } from '../../report/exports/maple-test.ts';
import type { DesignFlags } from '../files/run-on-design.ts';
import { requireWritable, writeText } from '../files/text-files.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { UserError } from '../process/user-error.ts';
import { VERSION } from '../process/version.ts';
import { shownRun } from './shown-run.ts';

type ExportFlags = DesignFlags & { readonly as: 'kunit' | 'maple-test'; readonly out?: string };

/** `iova-check export FILE --as FORM`: the run as a test in C, printed or written to a file. */
export async function exportCommand(file: string, flags: ExportFlags): Promise<ExitCode> {
  const { as, out } = flags;
  if (out !== undefined) requireWritable(out);
  const shown = await shownRun(file, flags);
  if (shown === null) return EXIT.run;
  const { run, ref, subject, signature } = shown;
  const steps: ReplayStep[] = [];
  blameFile(ref, () => replay(subject, run, (step) => steps.push(step)));
  if (as === 'maple-test' && !asksForNodes(steps)) {
    throw new UserError(`${file}: no change of a tree asks for nodes there; export it --as kunit`);
  }
  const breaches = steps.flatMap((step) => step.breaches);
  const why = breaches.find((breach) => breach.signature === signature)?.why ?? '';
  const exported: ExportedRun = { run, steps, why };
  const text = as === 'kunit' ? exportKunit(exported, VERSION) : exportMapleTest(exported, VERSION);
  if (out === undefined) print(text);
  else writeText(out, text);
  return EXIT.ok;
}

/** Only a maple tree does. */
function asksForNodes(steps: readonly ReplayStep[]): boolean {
  return steps.some(({ facts }) =>
    facts.some(
      (fact) => fact.kind === 'memory' && (fact.need === 'store' || fact.need === 'erase'),
    ),
  );
}
