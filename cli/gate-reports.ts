import { existsSync, lstatSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import type { GateCase } from '../report/gate-case.ts';
import { formatJunit } from '../report/junit.ts';
import { formatKtap } from '../report/ktap.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { writeText } from './files.ts';
import { isUserError } from './user-error.ts';

const FORMATS = { junit: formatJunit, ktap: formatKtap } as const;

/** A report that is asked for: `--report KIND=FILE`. */
export interface ReportTarget {
  readonly kind: keyof typeof FORMATS;
  readonly file: string;
}

/** Parses one more `--report`. */
export function reportTarget(
  text: string,
  before: readonly ReportTarget[] = [],
): readonly ReportTarget[] {
  const [kind = '', ...rest] = text.split('=');
  const file = rest.join('=');
  if ((kind !== 'junit' && kind !== 'ktap') || file === '') {
    throw new InvalidArgumentError('It takes junit=FILE or ktap=FILE.');
  }
  if (before.some((other) => other.file === file)) {
    throw new InvalidArgumentError('Another report goes into this file; name two.');
  }
  return [...before, { kind, file }];
}

/**
 * Before the work begins: every case, as not judged. A check that somebody kills leaves these, not
 * the report of an earlier one. What is no regular file, as a pipe or a link, is written only once.
 * @throws UserError if a file cannot be written
 */
export function beginReports(
  targets: readonly ReportTarget[] | undefined,
  cases: readonly GateCase[],
): void {
  for (const { kind, file } of targets ?? []) {
    const entry = existsSync(file) ? lstatSync(file) : null;
    if (entry === null || entry.isFile() || entry.isDirectory()) {
      writeText(file, FORMATS[kind](cases));
    }
  }
}

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
