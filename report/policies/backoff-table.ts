import type { BusyOutage, Workload } from '../../explore/studies/backoff/busy-outage.ts';
import type { PolicyCosts } from '../../explore/studies/backoff/policy-costs.ts';
import { CROSSED_JIFFIES } from '../../explore/studies/backoff/crossed-runs.ts';
import { COUNTED_JIFFIES, OUTAGES_JIFFIES } from '../../explore/studies/backoff/quiet-outage.ts';
import { alignColumns } from '../text/align-columns.ts';
import type { BackoffColumn } from './backoff-column.ts';
import { breachesOf } from './policy-contract.ts';

const NOT_MEASURED = '-';
const WHY_NOT_MEASURED =
  '"-": not measured, because the work runs again at once and no time passes.';

/** A line of the table; without cells (null) it is a heading. */
type Row = readonly [label: string, cell: ((column: BackoffColumn) => string) | null];

/**
 * What policies cost, as text for a mail: a column for each policy, headed by letters that lines
 * above the table explain; at most 100 columns wide for nine policies or fewer. Times are in
 * milliseconds.
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
    'Milliseconds, or counts; "never": it does not happen.',
    ...(cells.some((row) => row.includes(NOT_MEASURED)) ? [WHY_NOT_MEASURED] : []),
    '',
    ...tableOf([head, ...cells]),
    '',
  ].join('\n');
}

/** The lines aligned; headings do not widen the first column. */
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

function latest({ worst, heldToJiffies }: PolicyCosts): string {
  if (worst === null) return `>${heldToJiffies}`;
  return worst.exact ? jiffies(worst.jiffies) : `>=${jiffies(worst.jiffies)}`;
}

function rows({ unmapsPerSecond, pages }: Workload): readonly Row[] {
  return [
    ['keeps its contract', ({ contract }) => (breachesOf(contract).length === 0 ? 'yes' : 'NO')],
    ['proof (a) to (c)', ({ proof }) => (proof === 'inconclusive' ? '?' : proof)],
    ['Erased after memory is back', null],
    ['at the latest', ({ costs }) => latest(costs)],
    ...OUTAGES_JIFFIES.map((least, at): Row => [
      `on average, short ${lengthsFrom(least)}`,
      ({ costs }) =>
        measured(costs.quiet, ({ meanRecoveryJiffies }) => jiffies(meanRecoveryJiffies[at])),
    ]),
    ['window missed forever', ({ costs }) => measured(costs.missedJiffies, missed)],
    ['Memory short, no calls', null],
    ...COUNTED_JIFFIES.map((counted, at): Row => [
      `wakeups in ${counted / 1000} s`,
      ({ costs }) => measured(costs.quiet, ({ wakeups }) => String(wakeups[at])),
    ]),
    [
      'first warning',
      ({ costs }) => measured(costs.quiet, ({ warnedJiffies }) => jiffies(warnedJiffies)),
    ],
    ['Memory short, each run crossed by a free', null],
    [
      `wakeups in ${CROSSED_JIFFIES / 1000} s`,
      ({ costs }) => measured(costs.crossedWakeups, String),
    ],
    [`Memory short, ${unmapsPerSecond} unmaps/s, ${pages} pages`, null],
    ...COUNTED_JIFFIES.map((counted, at): Row => [
      `wakeups in ${counted / 1000} s`,
      ({ costs }) => measured(costs.busy, ({ wakeups }) => String(wakeups[at])),
    ]),
    ...BUSY.map(([label, cell]): Row => [label, ({ costs }) => measured(costs.busy, cell)]),
  ];
}

/** The last rows, about an outage with traffic. */
const BUSY: readonly (readonly [label: string, cell: (busy: BusyOutage) => string])[] = [
  ['erased nothing', ({ wasted }) => String(wasted)],
  ['first warning', ({ warnedJiffies }) => jiffies(warnedJiffies)],
  ['frees deferred', ({ deferrals }) => String(deferrals)],
  ['deferred at most', ({ peakDeferred }) => String(peakDeferred)],
  ['maps refused', ({ refused }) => String(refused)],
  ['of these by deferred ranges', ({ crowdedOut }) => String(crowdedOut)],
  ['the first of them after', ({ exhaustedJiffies }) => jiffies(exhaustedJiffies)],
  ['memory back: all erased in', ({ recoveryJiffies }) => jiffies(recoveryJiffies)],
];

/** Outages from `leastJiffies`, inclusive, to twice as long, exclusive: "10-19 ms", "1-2 s". */
function lengthsFrom(leastJiffies: number): string {
  if (leastJiffies < 1000) return `${leastJiffies}-${2 * leastJiffies - 1} ms`;
  return `${leastJiffies / 1000}-${(2 * leastJiffies) / 1000} s`;
}

function measured<T>(value: T | null, textOf: (value: T) => string): string {
  return value === null ? NOT_MEASURED : textOf(value);
}

function missed(windowJiffies: number): string {
  if (windowJiffies === Infinity) return 'any';
  return windowJiffies < 0 ? 'none' : jiffies(windowJiffies);
}

/** Milliseconds, to a tenth; null or Infinity: it does not happen. */
function jiffies(value: number | null = null): string {
  if (value === null || value === Infinity) return 'never';
  return String(Math.round(value * 10) / 10);
}
