import { resolve } from 'node:path';
import type { GateCase } from '../report/gate/gate-case.ts';
import { formatJunit } from '../report/gate/junit.ts';
import { formatKtap } from '../report/gate/ktap.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { entryAt, losesNoOther, writeText } from './files.ts';
import type { ReportTarget } from './report-target.ts';
import { isUserError, UserError } from './user-error.ts';

const FORMATS = { junit: formatJunit, ktap: formatKtap } satisfies Record<
  ReportTarget['kind'],
  (cases: readonly GateCase[]) => string
>;

/** Files that options name: what is reported goes to, and a list of what is allowed. */
interface NamedFiles {
  readonly report?: readonly ReportTarget[];
  readonly allow?: string;
  readonly writeAllow?: string;
}

/**
 * Before the work begins: every case, as not judged. A check that somebody kills leaves these, not
 * the report of an earlier one. What is no regular file, as a pipe or a link, is written only once.
 * @throws UserError if a file cannot be written, or holds or will hold something else
 */
export function beginReports(named: NamedFiles, cases: readonly GateCase[]): void {
  const targets = named.report ?? [];
  const taken = [named.allow, named.writeAllow].flatMap((file) => file ?? []);
  for (const { file } of targets) {
    if (taken.some((other) => resolve(other) === resolve(file))) {
      throw new UserError(`${file}: another option names this file; name two`);
    }
    taken.push(file);
    losesNoOther(file, 'report', REPORT);
  }
  for (const { kind, file } of targets) {
    const entry = entryAt(file);
    if (entry === null || entry.isFile() || entry.isDirectory()) {
      writeText(file, FORMATS[kind](cases));
    }
  }
}

/** How a report begins, of either kind. */
const REPORT = /^(?:<\?xml|KTAP version|$)/;

/**
 * What cannot be written is told, and nothing else is lost by it.
 * @param cases makes them; not asked where no report is
 */
export async function writeReports(
  targets: readonly ReportTarget[] | undefined,
  cases: () => Promise<readonly GateCase[]>,
): Promise<ExitCode> {
  if (targets === undefined) return EXIT.ok;
  const all = await cases();
  let code: ExitCode = EXIT.ok;
  for (const { kind, file } of targets) {
    try {
      writeText(file, FORMATS[kind](all));
    } catch (error) {
      if (!isUserError(error)) throw error;
      process.stderr.write(`iova-check: ${error.message}\n`);
      code = EXIT.usage;
    }
  }
  return code;
}
