import type { Workload } from '../explore/backoff/busy-outage.ts';
import { documentOf } from '../explore/run-file.ts';
import type { BackoffColumn } from './backoff-table.ts';

/**
 * The `--json` document of `iova-check backoff`: times in milliseconds, null: never. `version` is
 * that of its shape. Each policy's worst recovery carries its run as a complete run file.
 */
export function formatBackoffJson(
  design: string,
  columns: readonly BackoffColumn[],
  workload: Workload,
): string {
  const policies = columns.map(({ costs, invariants }) => {
    const { worst } = costs;
    const told = worst === null ? null : { jiffies: worst.jiffies, run: documentOf(worst.run) };
    return { ...costs, invariants, worst: told };
  });
  return `${JSON.stringify({ version: 1, design, workload, policies })}\n`;
}
