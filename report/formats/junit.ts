import { printable, printableLine } from '../text/printable.ts';
import {
  casesOf,
  type CheckReport,
  countOf,
  type ReportedCase,
  type ReportedSuite,
} from './check-report.ts';
import { scopeLines } from './scope-lines.ts';

/**
 * The report as JUnit XML. An inconclusive case is an `error`: it could not be decided. All times
 * are 0, so that the same verdicts give the same document; readers take a missing one for NaN.
 * Suites are not nested, and each has all counts: readers drop the one, and misjudge the other.
 */
export function formatJunit(report: CheckReport): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="iova-check"${formatCounts(casesOf(report))}>`,
    ...report.suites.flatMap(linesOf),
    '</testsuites>',
    '',
  ];
  return lines.join('\n');
}

function linesOf(suite: ReportedSuite): readonly string[] {
  const name = escapeLine(suite.name);
  const cases = suite.cases.flatMap((one) => {
    const names = `classname="${name}" name="${escapeLine(one.name)}" time="0"`;
    const body = bodyOf(one);
    return body === null
      ? [`    <testcase ${names}/>`]
      : [`    <testcase ${names}>`, `      ${body}`, '    </testcase>'];
  });
  const scopes = scopeLines(suite);
  const out =
    scopes.length === 0 ? [] : [`    <system-out>${escape(scopes.join('\n'))}</system-out>`];
  return [
    `  <testsuite name="${name}"${formatCounts(suite.cases)}>`,
    ...cases,
    ...out,
    '  </testsuite>',
  ];
}

function formatCounts(cases: readonly ReportedCase[]): string {
  const counts = [
    ['tests', cases.length],
    ['failures', countOf(cases, 'failed')],
    ['errors', countOf(cases, 'inconclusive')],
    ['skipped', countOf(cases, 'skipped')],
    ['time', 0],
  ] as const;
  return counts.map(([name, count]) => ` ${name}="${count}"`).join('');
}

/** What is in a test case; null: nothing. */
function bodyOf({ outcome, text }: ReportedCase): string | null {
  const message = escapeLine(printable(text).split('\n', 1)[0] ?? '');
  switch (outcome) {
    case 'passed':
      return text === '' ? null : `<system-out>${escape(text)}</system-out>`;
    case 'failed':
      return `<failure message="${message}">${escape(text)}</failure>`;
    case 'inconclusive':
      return `<error message="inconclusive: ${message}">${escape(text)}</error>`;
    case 'skipped':
      return `<skipped message="${escapeLine(text)}"/>`;
  }
}

function escapeLine(text: string): string {
  return escape(printableLine(text)).replaceAll('"', '&quot;');
}

/** `>` as well: a text must not contain "]]>". */
function escape(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
