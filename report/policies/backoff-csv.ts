import type { PolicyCosts } from '../../explore/studies/backoff/policy-costs.ts';

/**
 * The busy outages over time as CSV: a line for each policy and sample. `ms` counts from the moment
 * when memory became short; `deferred` is a number of ranges, `wakeups` and `refused` count so far.
 */
export function formatBackoffCsv(costs: readonly PolicyCosts[]): string {
  const lines = costs.flatMap(({ policy, busy }) =>
    (busy?.samples ?? []).map(({ jiffies, deferred, wakeups, refused }) =>
      [policy, jiffies, deferred, wakeups, refused].join(),
    ),
  );
  return ['policy,ms,deferred,wakeups,refused', ...lines, ''].join('\n');
}
