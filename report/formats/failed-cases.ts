import type { CheckReport, Finding, ReportedCase, ReportedSuite } from './check-report.ts';

/** A case with its suite. */
export interface PlacedCase {
  readonly suite: ReportedSuite;
  readonly one: ReportedCase;
}

/** The cases that are neither passed nor skipped, in order. */
export function openCases({ suites }: CheckReport): readonly PlacedCase[] {
  return suites.flatMap((suite) =>
    suite.cases
      .filter(({ outcome }) => outcome === 'failed' || outcome === 'inconclusive')
      .map((one) => ({ suite, one })),
  );
}

/** A finding with its case. */
export interface PlacedFinding extends PlacedCase {
  readonly finding: Finding;
}

/** All findings, those that are not accepted first; else in order. */
export function findingsOf({ suites }: CheckReport): readonly PlacedFinding[] {
  const all = suites.flatMap((suite) =>
    suite.cases.flatMap((one) => one.findings.map((finding) => ({ suite, one, finding }))),
  );
  return [
    ...all.filter(({ finding }) => !finding.isAccepted),
    ...all.filter(({ finding }) => finding.isAccepted),
  ];
}

/**
 * The file that a reader of a report is sent to: that of the user if the design is one, else the
 * name of what was checked.
 */
export function placeOf({ subject, name }: ReportedSuite): string {
  return subject?.as ?? name;
}

/** The first line of the text of a case: why it ended so. */
export function firstLineOf({ text, outcome }: ReportedCase): string {
  const line = text.split('\n', 1)[0] ?? '';
  return outcome === 'inconclusive' ? `inconclusive: ${line}` : line;
}
