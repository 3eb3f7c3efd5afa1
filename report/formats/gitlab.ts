import { createHash } from 'node:crypto';
import type { CheckReport, ReportedCase } from './check-report.ts';
import { openCases, placeOf, firstLineOf } from './failed-cases.ts';

/**
 * A report of GitLab's code quality: an issue for each case that failed or is inconclusive. The
 * fingerprint is that of the suite, the case and what it found, so that GitLab knows it again.
 */
export function formatGitlab(report: CheckReport): string {
  const issues = openCases(report).map(({ suite, one }) => ({
    description: `${one.name}, ${suite.name}: ${firstLineOf(one)}`,
    check_name: one.name,
    fingerprint: fingerprint(suite.name, one),
    severity: one.outcome === 'failed' ? 'critical' : 'minor',
    location: { path: placeOf(suite), lines: { begin: 1 } },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}

function fingerprint(suite: string, { name, outcome, findings }: ReportedCase): string {
  const unexpected = findings.filter(({ isAccepted }) => !isAccepted);
  const parts = [suite, name, outcome, ...unexpected.map(({ signature }) => signature)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
