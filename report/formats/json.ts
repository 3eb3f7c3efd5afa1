import { documentOf } from '../../explore/run/run-file.ts';
import { casesOf, type CheckReport, countOf, type Finding, verdictOf } from './check-report.ts';

/** The version of the shape: `schemas/report-1.json` describes it. Fields may be added to it. */
const FORMAT = 'iova-check report';
const VERSION = 1;

/** The report as JSON, as `schemas/report-1.json` says. Each run is a whole run file. */
export function formatReportJson(report: CheckReport): string {
  const cases = casesOf(report);
  const document = {
    format: FORMAT,
    version: VERSION,
    tool: { name: 'iova-check', version: report.version },
    finished: report.isFinished,
    verdict: verdictOf(report),
    totals: {
      passed: countOf(cases, 'passed'),
      failed: countOf(cases, 'failed'),
      inconclusive: countOf(cases, 'inconclusive'),
      skipped: countOf(cases, 'skipped'),
    },
    suites: report.suites.map(({ name, subject, exhausted, cases: some }) => ({
      name,
      subject,
      exhausted,
      cases: some.map(({ name: title, outcome, text, property, findings }) => ({
        name: title,
        outcome,
        text,
        property: property === null ? null : { id: property.id, mustHold: property.sentence },
        findings: findings.map(findingJson),
      })),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function findingJson(finding: Finding): object {
  const { signature, why, isAccepted, length, known, file, run } = finding;
  return { signature, why, accepted: isAccepted, length, known, file, run: documentOf(run) };
}
