import type { JSX } from 'preact';
import type { PageRun } from '../../report/page/page-document.ts';
import { cutTo, fitting, type PictureFrame, leftOf } from './frame.ts';

interface OutsideRowProps {
  readonly run: PageRun;
  readonly texts: readonly string[];
  readonly frame: PictureFrame;
  readonly top: number;
}

/** A stretch of columns in which a field of the state has one value. */
interface Stretch {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly value: string;
}

/** What requests for memory meet. The step that changes it is the first under the new rule. */
export function MemoryRow({ run, texts, frame, top }: OutsideRowProps): JSX.Element {
  return (
    <g class="memory" transform={`translate(0,${top})`}>
      <text class="row-name" x={4} y={14}>
        memory
      </text>
      {stretches(run, texts, 'memory').map(({ from, to, value }) => {
        const cut = cutTo(frame, from, to);
        if (cut === null) return null;
        const width = (cut.to - cut.from + 1) * frame.column;
        const x = leftOf(frame, cut.from);
        return (
          <g key={from} class={value === 'enough' ? 'enough' : 'scarce'}>
            <rect x={x} y={3} width={width} height={15} />
            <text x={x + 4} y={14.5}>
              {fitting(
                value === 'enough' ? [value] : [`requests fail: ${value}`, value, '×'],
                width - 6,
              )}
            </text>
          </g>
        );
      })}
      {run.steps.map(({ refused }, index) => {
        const column = index + 1;
        if (refused === undefined || cutTo(frame, column, column) === null) return null;
        const middle = leftOf(frame, column) + frame.column / 2;
        return (
          <g key={index} class="once">
            <rect x={leftOf(frame, column)} y={3} width={frame.column} height={15} />
            <path d={`M${middle - 4},6.5l8,8m0,-8l-8,8`} />
          </g>
        );
      })}
    </g>
  );
}

/** Where time passes. */
export function TimeRow({ run, frame, top }: OutsideRowProps): JSX.Element {
  return (
    <g class="time" transform={`translate(0,${top})`}>
      <text class="row-name" x={4} y={14}>
        time
      </text>
      {run.steps.map(({ passesMs }, index) => {
        const column = index + 1;
        if (passesMs === undefined || cutTo(frame, column, column) === null) return null;
        return (
          <text key={column} class="label" x={leftOf(frame, column) + frame.column / 2} y={14}>
            {fitting([`+${passesMs} ms`, `+${passesMs}`, '+'], frame.column + 8)}
          </text>
        );
      })}
    </g>
  );
}

/** Where a line goes into the kernel log. */
export function LogRow({ run, texts, frame, top }: OutsideRowProps): JSX.Element {
  return (
    <g class="log" transform={`translate(0,${top})`}>
      <text class="row-name" x={4} y={14}>
        log
      </text>
      {run.steps.map(({ log }, index) => {
        const column = index + 1;
        if (log === undefined || cutTo(frame, column, column) === null) return null;
        const x = leftOf(frame, column) + frame.column / 2;
        return (
          <path key={index} d={`M${x - 6},5h12m-12,4h12m-12,4h8`}>
            <title>{log.map((id) => texts[id]).join('\n')}</title>
          </path>
        );
      })}
    </g>
  );
}

function stretches(
  { fields, first, steps }: PageRun,
  texts: readonly string[],
  field: string,
): readonly Stretch[] {
  const index = fields.indexOf(field);
  const all: Stretch[] = [];
  for (const [column, { set = [] }] of [first, ...steps].entries()) {
    const [, value] = set.find(([changed]) => changed === index) ?? [];
    const last = all.at(-1);
    if (value !== undefined) all.push({ from: column, to: column, value: texts[value] ?? '' });
    else if (last !== undefined) all[all.length - 1] = { ...last, to: column };
  }
  return all;
}
