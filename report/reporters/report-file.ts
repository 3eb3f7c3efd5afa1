import type { ReportFormat } from '../formats/formats.ts';
import { checkReportOf, unjudgedReportOf } from './check-report-of.ts';
import type { Reporter } from './reporter.ts';

/** A report that is asked for: `--report FORMAT=FILE`. */
export interface ReportTarget {
  readonly format: ReportFormat;
  readonly file: string;
}

/**
 * A file in one of the formats: before the work begins with every case not judged, and again at its
 * end.
 * @param version that of iova-check
 */
export function reportFile({ format, file }: ReportTarget, version: string): Reporter {
  return {
    prepare: (outlook) => [
      { kind: 'report', file, text: format.write(unjudgedReportOf(outlook, version)) },
    ],
    report: (outcome) => [
      { kind: 'file', file, text: format.write(checkReportOf(outcome, version)) },
    ],
  };
}
