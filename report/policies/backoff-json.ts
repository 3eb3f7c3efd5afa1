import type { Workload } from '../../explore/studies/backoff/busy-outage.ts';
import { documentOf } from '../../explore/run/run-file.ts';
import type { WorstRecovery } from '../../explore/studies/backoff/worst-recovery.ts';
import type { BackoffColumn } from './backoff-column.ts';
import { policyBreachesJson } from './policy-breaches-json.ts';

/**
 * The `--json` document of `iova-check backoff`, in one line. Times are in milliseconds; null means
 * never, or not measured. `version` is that of its shape. Each policy's worst recovery carries its
 * run as a complete run file.
 */
export function formatBackoffJson(
  design: string,
  columns: readonly BackoffColumn[],
  workload: Workload,
): string {
  const policies = columns.map(({ costs, contract, proof }) => {
    const policyBreaches = policyBreachesJson(contract);
    return {
      policy: costs.policy,
      keepsContract: policyBreaches.length === 0,
      policyBreaches,
      proof,
      heldToJiffies: costs.heldToJiffies,
      worst: costs.worst === null ? null : worstOf(costs.worst),
      missedJiffies: costs.missedJiffies,
      quiet: costs.quiet,
      crossedWakeups: costs.crossedWakeups,
      busy: costs.busy,
    };
  });
  return `${JSON.stringify({ version: 1, design, workload, policies })}\n`;
}

function worstOf({ jiffies, exact, run }: WorstRecovery): object {
  return { jiffies, exact, run: run === null ? null : documentOf(run) };
}
