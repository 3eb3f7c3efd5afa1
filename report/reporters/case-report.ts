import type { GateCase } from '../gate/gate-case.ts';
import { formatJunit } from '../gate/junit.ts';
import { formatKtap } from '../gate/ktap.ts';
import { gateCases, unjudgedCases } from './gate-cases.ts';
import type { Reporter } from './reporter.ts';

/** A report that is asked for: `--report KIND=FILE`. */
export interface ReportTarget {
  readonly kind: 'junit' | 'ktap';
  readonly file: string;
}

const FORMATS: Readonly<Record<ReportTarget['kind'], (cases: readonly GateCase[]) => string>> = {
  junit: formatJunit,
  ktap: formatKtap,
};

/** Every cell as a test case: before the work begins as not judged, and again at its end. */
export function caseReport({ kind, file }: ReportTarget): Reporter {
  const format = FORMATS[kind];
  return {
    prepare: (outlook) => [{ kind: 'report', file, text: format(unjudgedCases(outlook)) }],
    report: (outcome) => [{ kind: 'file', file, text: format(gateCases(outcome)) }],
  };
}
