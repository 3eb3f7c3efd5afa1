import type { JSX, TargetedMouseEvent } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PageRun } from '../../report/page/page-document.ts';
import { type PictureFrame, frameOf, leftOf } from './frame.ts';
import { LANE_HEIGHT, LaneRow } from './lane-row.tsx';
import { LogRow, MemoryRow, TimeRow } from './outside-rows.tsx';
import { Overview } from './overview.tsx';
import { violationStep } from '../state/run-states.ts';
import { rowHeight, Strip } from './strip.tsx';
import { stripCells } from '../state/strip-cells.ts';
import { Switches } from './switches.tsx';
import { useWidth } from './use-width.ts';

const FLAGS_HEIGHT = 48;
const ROW_HEIGHT = 22;
const GAP = 10;

interface PictureProps {
  readonly run: PageRun;
  readonly texts: readonly string[];
  readonly step: number;
  readonly onStep: (step: number) => void;
  /** What it shows, in a few words. */
  readonly name: string;
}

/** A run over time, a column a step: who acts, what memory is like, and who has which pages. */
export function Picture({ run, texts, step, onStep, name }: PictureProps): JSX.Element {
  const [box, width] = useWidth();
  const cells = useMemo(() => stripCells(run), [run]);
  const frame = frameOf(width, run.steps.length + 1, step);
  const { lanes, steps } = run;
  const hasTime = steps.some(({ passesMs }) => passesMs !== undefined);
  const hasLog = steps.some(({ log }) => log !== undefined);
  const lanesTop = FLAGS_HEIGHT;
  const memoryTop = lanesTop + lanes.length * LANE_HEIGHT + GAP;
  const timeTop = memoryTop + ROW_HEIGHT;
  const logTop = timeTop + (hasTime ? ROW_HEIGHT : 0);
  const stripTop = logTop + (hasLog ? ROW_HEIGHT : 0) + GAP;
  const height = stripTop + cells.rows.length * rowHeight(cells) + 4;
  const shared = { run, texts, frame };
  return (
    <div class="picture" ref={box}>
      {frame.last - frame.first < steps.length && (
        <Overview run={run} cells={cells} shown={frame} onStep={onStep} />
      )}
      <svg width={width} height={height} role="img" aria-label={name}>
        <Columns run={run} frame={frame} step={step} height={height} />
        {lanes.map((lane, index) => (
          <LaneRow key={lane} lane={index} top={lanesTop + index * LANE_HEIGHT} {...shared} />
        ))}
        <Switches run={run} frame={frame} top={lanesTop} />
        <MemoryRow top={memoryTop} {...shared} />
        {hasTime && <TimeRow top={timeTop} {...shared} />}
        {hasLog && <LogRow top={logTop} {...shared} />}
        <Strip run={run} cells={cells} frame={frame} top={stripTop} />
        <Targets frame={frame} height={height} onStep={onStep} />
      </svg>
    </div>
  );
}

interface ColumnsProps {
  readonly run: PageRun;
  readonly frame: PictureFrame;
  readonly step: number;
  readonly height: number;
}

/** The number of each step, the present one, and those that matter. */
function Columns({ run, frame, step, height }: ColumnsProps): JSX.Element {
  const decided = run.explanation?.step ?? null;
  const violated = violationStep(run);
  const every = Math.ceil(24 / frame.column);
  const columns = Array.from({ length: frame.last - frame.first + 1 }, (_, at) => frame.first + at);
  return (
    <g>
      <ColumnBand kind="now" at={step} frame={frame} height={height} label="" />
      {decided !== null && decided !== violated && (
        <ColumnBand kind="decided" at={decided} frame={frame} height={height} label="decided" />
      )}
      {run.steps.map(({ breaks }, index) => {
        if (breaks === undefined) return null;
        const ids = [...new Set(breaks.map(({ property }) => property))].join(' ');
        const label = `${decided === index + 1 ? 'decided, ' : ''}breaks ${ids}`;
        const band = { at: index + 1, frame, height, label };
        return <ColumnBand key={index} kind="violated" {...band} />;
      })}
      {columns.map((at) =>
        at % every === 0 ? (
          <text
            key={at}
            class={at === step ? 'number now' : 'number'}
            x={leftOf(frame, at) + frame.column / 2}
            y={43}
          >
            {at === 0 ? 'start' : at}
          </text>
        ) : null,
      )}
    </g>
  );
}

interface ColumnBandProps {
  readonly kind: 'now' | 'decided' | 'violated';
  readonly at: number;
  readonly frame: PictureFrame;
  readonly height: number;
  readonly label: string;
}

function ColumnBand({ kind, at, frame, height, label }: ColumnBandProps): JSX.Element | null {
  if (at < frame.first || at > frame.last) return null;
  const x = leftOf(frame, at);
  const isLate = x > frame.width * 0.6;
  return (
    <g class={`column ${kind}`}>
      <rect x={x} y={32} width={frame.column} height={height - 32} />
      <text
        x={isLate ? x + frame.column : x}
        y={kind === 'decided' ? 13 : 27}
        text-anchor={isLate ? 'end' : 'start'}
      >
        {label}
      </text>
    </g>
  );
}

interface TargetsProps {
  readonly frame: PictureFrame;
  readonly height: number;
  readonly onStep: (step: number) => void;
}

/** A click on a column goes to its step. The keys and the slider do the same. */
function Targets({ frame, height, onStep }: TargetsProps): JSX.Element {
  const toStep = (event: TargetedMouseEvent<SVGRectElement>): void => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    onStep(frame.first + Math.floor(x / frame.column));
  };
  return (
    <rect
      class="targets"
      x={frame.gutter}
      y={0}
      width={(frame.last - frame.first + 1) * frame.column - 0.5}
      height={height}
      onClick={toStep}
    />
  );
}
