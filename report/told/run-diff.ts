import { formatNames, type Run } from '../../explore/run/run.ts';
import { formatScope } from '../../explore/run/scope.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import { labelledText } from '../text/labelled-text.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { type ToldLine, toldRun } from './told-run.ts';

/** A run of a file, replayed. */
export interface DiffedRun {
  readonly file: string;
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
}

/** Between the two columns. */
const BAR = ' | ';

/** The width of each of the two columns. */
function half(): number {
  return Math.floor((columns() - BAR.length) / 2);
}

/**
 * Two runs side by side from where they part, and what each breaks: at most 100 columns. A line in
 * which something breaks begins with ">".
 */
export function formatRunDiff(a: DiffedRun, b: DiffedRun): string {
  const from = partsAt(a.run, b.run);
  const lines = [
    ...labelledText('A', headOf(a)),
    ...labelledText('B', headOf(b)),
    ...settings(a.run, b.run),
    '',
    ...(from === null ? ['Their actions are the same.', ''] : parted(a, b, from)),
  ];
  return lines.join('\n');
}

/** The number of the first action that differs, from 1; null: all are the same. */
function partsAt(a: Run, b: Run): number | null {
  const most = Math.max(a.actions.length, b.actions.length);
  for (let at = 0; at < most; at += 1) {
    if (JSON.stringify(a.actions[at]) !== JSON.stringify(b.actions[at])) return at + 1;
  }
  return null;
}

function headOf({ file, run, steps }: DiffedRun): string {
  const breaches = steps.flatMap((step) => step.breaches.map(({ signature }) => signature));
  const shown = breaches.length === 0 ? 'nothing breaks' : [...new Set(breaches)].join('; ');
  return `${file}: ${formatNames(run)}, ${run.actions.length} steps: ${shown}`;
}

/** The scope of both, if it is the same, else both. */
function settings(a: Run, b: Run): readonly string[] {
  const [one, other] = [formatScope(a.scope), formatScope(b.scope)];
  if (one === other) return labelledText('scope', one);
  return [...labelledText('scope of A', one), ...labelledText('scope of B', other)];
}

function parted(a: DiffedRun, b: DiffedRun, from: number): readonly string[] {
  const [left, right] = [a, b].map((side) => cellsOf(side, from)) as [string[], string[]];
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, at) => at);
  const same =
    from === 1 ? 'They differ from the first step on:' : `The same up to step ${from - 1}:`;
  return [
    same,
    `${'A'.padEnd(half())}${BAR}B`.trimEnd(),
    ...rows.map((at) => `${(left[at] ?? '').padEnd(half())}${BAR}${right[at] ?? ''}`.trimEnd()),
    '',
  ];
}

function cellsOf({ run, steps }: DiffedRun, from: number): readonly string[] {
  return toldRun({ run, steps, why: '' })
    .lines.filter(({ to }) => to >= from)
    .flatMap(cellOf);
}

function cellOf({ from, to, lane, memory, text, breaches }: ToldLine): readonly string[] {
  const numbers = from === to ? `${from}` : `${from}-${to}`;
  const short = memory === 'none' ? '' : ` (memory: ${memory})`;
  const broken = [...new Set(breaches.map(({ property }) => property))];
  const breaks = broken.length === 0 ? '' : ` ^^^ breaks ${broken.join(', ')}`;
  const mark = broken.length === 0 ? ' ' : '>';
  return wrapText(`${numbers} ${lane}: ${text}${short}${breaks}`, half(), `${mark} `, '    ');
}
