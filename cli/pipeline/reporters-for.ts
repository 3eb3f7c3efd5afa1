import { faults } from '../../report/reporters/faults.ts';
import { reportFile } from '../../report/reporters/report-file.ts';
import type { Reporter } from '../../report/reporters/reporter.ts';
import { runFiles } from '../../report/reporters/run-files.ts';
import type { CheckFlags } from '../arguments/check-flags.ts';
import { VERSION } from '../process/version.ts';

/**
 * The reporters of a command, its own in the middle. Run files come first, as what is printed names
 * them; a report that can no longer be written must not cost what is printed.
 */
export function reportersFor(
  { out, report = [] }: CheckFlags,
  own: readonly Reporter[],
): readonly Reporter[] {
  const files = report.map((target) => reportFile(target, VERSION));
  return [faults, ...(out === undefined ? [] : [runFiles(out)]), ...own, ...files];
}
