import { casesOf, type CheckReport, formatTotals, verdictOf } from './check-report.ts';

const STATE = { passed: 'success', failed: 'fail', inconclusive: 'warning' } as const;

/** Patchwork keeps so many characters of a context. */
const CONTEXT = 'iova-check';

/**
 * A check for Patchwork: what its REST API takes at `/patches/ID/checks/`. Before the work begins
 * the check is `pending`.
 */
export function formatPatchwork(report: CheckReport): string {
  const check = {
    state: report.isFinished ? STATE[verdictOf(report)] : 'pending',
    description: formatTotals(casesOf(report)),
    context: CONTEXT,
  };
  return `${JSON.stringify(check, null, 2)}\n`;
}
