import type { JSX, TargetedMouseEvent } from 'preact';
import type { PageRun } from '../../report/page/page-document.ts';
import { type PictureFrame, leftOf } from './frame.ts';
import { violationStep } from '../state/run-states.ts';
import { type StripCells, stripBlocks } from '../state/strip-cells.ts';

const HEIGHT = 44;

interface OverviewProps {
  readonly run: PageRun;
  readonly cells: StripCells;
  /** The columns that the picture below shows. */
  readonly shown: PictureFrame;
  readonly onStep: (step: number) => void;
}

/** The address space over the whole run, of which the picture shows a part. */
export function Overview({ run, cells, shown, onStep }: OverviewProps): JSX.Element {
  const { rows, columns } = cells;
  const { gutter, width } = shown;
  const frame = { ...shown, first: 0, last: columns - 1, column: (width - gutter) / columns };
  const rowHeight = HEIGHT / rows.length;
  const ticks = [
    { kind: 'violated', at: violationStep(run) },
    { kind: 'decided', at: run.explanation?.step ?? null },
  ];
  const toStep = (event: TargetedMouseEvent<SVGSVGElement>): void => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - gutter;
    onStep(Math.max(0, Math.floor(x / frame.column)));
  };
  return (
    <svg class="overview" width={width} height={HEIGHT} aria-hidden="true" onClick={toStep}>
      <text class="row-name" x={4} y={14}>
        whole run
      </text>
      <rect class="space" x={gutter} y={0} width={width - gutter} height={HEIGHT} />
      {stripBlocks(cells, 0, columns - 1).map(({ use, rowFrom, rowTo, from, to }) => (
        <g key={`${rowFrom}/${from}`} class={`use ${use}`}>
          <rect
            x={leftOf(frame, from)}
            y={HEIGHT - (rowTo + 1) * rowHeight}
            width={(to - from + 1) * frame.column}
            height={(rowTo - rowFrom + 1) * rowHeight}
          />
        </g>
      ))}
      {ticks.map(({ kind, at }) =>
        at === null ? null : (
          <rect key={kind} class={`${kind}-sign`} x={leftOf(frame, at)} width={3} height={HEIGHT} />
        ),
      )}
      <rect
        class="shown"
        x={leftOf(frame, shown.first)}
        y={1}
        width={(shown.last - shown.first + 1) * frame.column}
        height={HEIGHT - 2}
      />
    </svg>
  );
}
