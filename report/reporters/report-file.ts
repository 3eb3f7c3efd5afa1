import type { FormatName } from '../formats/format-names.ts';
import { formatNamed } from '../formats/formats.ts';
import { checkReportOf, unjudgedReportOf } from './check-report-of.ts';
import type { Reporter } from './reporter.ts';

/** A report that is asked for: `--report FORMAT=FILE`. */
export interface ReportTarget {
  readonly format: FormatName;
  readonly file: string;
}

/**
 * A file in one of the formats: before the work begins with every case not judged, and again at its
 * end.
 * @param version that of iova-check
 */
export function reportFile({ format, file }: ReportTarget, version: string): Reporter {
  const { write } = formatNamed(format);
  return {
    prepare: (outlook) => [
      { kind: 'report', file, text: write(unjudgedReportOf(outlook, version)) },
    ],
    report: (outcome) => [{ kind: 'file', file, text: write(checkReportOf(outcome, version)) }],
  };
}
