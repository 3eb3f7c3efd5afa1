import type { Workload } from '../explore/backoff/busy-outage.ts';
import type { PolicyCosts } from '../explore/backoff/policy-costs.ts';
import { CROSSED_JIFFIES } from '../explore/backoff/crossed-runs.ts';
import { COUNTED_JIFFIES, OUTAGES_JIFFIES } from '../explore/backoff/quiet-outage.ts';
import { alignColumns } from './columns.ts';

/** A policy's costs, and what is known of its invariants. */
export interface BackoffColumn {
  readonly costs: PolicyCosts;
  readonly invariants: 'proved' | 'violated' | 'inconclusive';
}

const IN_SHORT: Readonly<Record<BackoffColumn['invariants'], string>> = {
  proved: 'yes',
  violated: 'NO',
  inconclusive: '?',
};

/** A line of the table; null: a heading. */
type Row = readonly [label: string, cell: ((column: BackoffColumn) => string) | null];

/**
 * What policies cost, for a mail: one policy a column, under letters that are explained above; at
 * most 100 columns wide for nine policies. Times are in milliseconds.
 */
export function formatBackoffTable(
  design: string,
  columns: readonly BackoffColumn[],
  workload: Workload,
): string {
  const names = columns.map(({ costs }, at) => `  ${letterOf(at)}  ${costs.policy}`);
  const cells = rows(workload).map(([label, cell]) =>
    cell === null ? [label] : [`  ${label}`, ...columns.map(cell)],
  );
  const head = ['', ...columns.map((_, at) => letterOf(at))];
  return [
    `${design} under`,
    ...names,
    '',
    'Milliseconds and counts; "never": it does not happen.',
    '',
    ...tableOf([head, ...cells]),
    '',
  ].join('\n');
}

/** Headings are no cells: they take no part in how wide the columns are. */
function tableOf(lines: readonly (readonly string[])[]): readonly string[] {
  const aligned = alignColumns(lines.filter(({ length }) => length > 1));
  let next = 0;
  return lines.map((row) => {
    if (row.length === 1) return row[0] as string;
    next += 1;
    return aligned[next - 1] as string;
  });
}

function letterOf(at: number): string {
  return String.fromCodePoint(65 + at);
}

function rows({ unmapsPerSecond, pages }: Workload): readonly Row[] {
  return [
    ['invariants proved', ({ invariants }) => IN_SHORT[invariants]],
    ['Erased after memory is back', null],
    ['at the latest', ({ costs }) => jiffies(costs.worst?.jiffies ?? Infinity)],
    ...OUTAGES_JIFFIES.map((least, at): Row => [
      `on average, short ${least} ms`,
      ({ costs }) => jiffies(costs.quiet.meanRecoveryJiffies[at] ?? 0),
    ]),
    ['window missed for ever', ({ costs }) => jiffies(costs.missedJiffies)],
    ['Short, no calls', null],
    ...COUNTED_JIFFIES.map((counted, at): Row => [
      `wakeups in ${counted / 1000} s`,
      ({ costs }) => String(costs.quiet.wakeups[at]),
    ]),
    ['first warning', ({ costs }) => jiffies(costs.quiet.warnedJiffies ?? Infinity)],
    ['Short, each run crossed by a free', null],
    [`wakeups in ${CROSSED_JIFFIES / 1000} s`, ({ costs }) => String(costs.crossedWakeups)],
    [`Short, ${unmapsPerSecond} unmaps/s, ${pages} pages`, null],
    ...COUNTED_JIFFIES.map((counted, at): Row => [
      `wakeups in ${counted / 1000} s`,
      ({ costs }) => String(costs.busy.wakeups[at]),
    ]),
    ['erased nothing', ({ costs }) => String(costs.busy.wasted)],
    ['first warning', ({ costs }) => jiffies(costs.busy.warnedJiffies ?? Infinity)],
    ['frees deferred', ({ costs }) => String(costs.busy.deferrals)],
    ['deferred at most', ({ costs }) => String(costs.busy.peakDeferred)],
    ['maps refused', ({ costs }) => String(costs.busy.refused)],
    ['of these for deferred ranges', ({ costs }) => String(costs.busy.crowdedOut)],
    ['the first of them after', ({ costs }) => jiffies(costs.busy.exhaustedJiffies ?? Infinity)],
    ['back: all erased in', ({ costs }) => jiffies(costs.busy.recoveryJiffies)],
  ];
}

function jiffies(value: number): string {
  if (value === Infinity) return 'never';
  return value < 0 ? 'none' : String(Math.round(value * 10) / 10);
}
