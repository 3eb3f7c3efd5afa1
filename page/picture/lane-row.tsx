import type { JSX } from 'preact';
import type { PageCall, PageRun } from '../../report/page/page-document.ts';
import { cutTo, fitting, type PictureFrame, leftOf, shortened } from './frame.ts';

/** The height of a lane in pixels, and where its bars lie in it. */
export const LANE_HEIGHT = 68;
const BAR_TOP = 20;
const BAR_HEIGHT = 15;

interface LaneRowProps {
  readonly run: PageRun;
  readonly texts: readonly string[];
  readonly lane: number;
  readonly frame: PictureFrame;
  readonly top: number;
}

/** What one context does: a bar for each call or run of the work, solid where it takes a step. */
export function LaneRow({ run, texts, lane, frame, top }: LaneRowProps): JSX.Element {
  const name = run.lanes[lane] ?? '';
  const bars = [...callBars(run, lane), ...workBars(run, texts, lane)];
  return (
    <g class="lane" transform={`translate(0,${top})`}>
      <text class="row-name" x={4} y={BAR_TOP + 12}>
        {name}
      </text>
      <line
        class="lane-line"
        x1={frame.gutter}
        x2={frame.width}
        y1={BAR_TOP + BAR_HEIGHT / 2}
        y2={BAR_TOP + BAR_HEIGHT / 2}
      />
      {bars.map((bar) => (
        <BarOf key={bar.from} bar={bar} frame={frame} />
      ))}
      {run.steps.map((step, index) => {
        if (step.lane !== lane || cutTo(frame, index + 1, index + 1) === null) return null;
        const isBegin = run.calls.some((call) => call.lane === lane && call.from === index + 1);
        const kind = step.refused ? 'refused' : isBegin ? 'begin' : 'taken';
        return <StepMark key={index} kind={kind} x={leftOf(frame, index + 1)} frame={frame} />;
      })}
      <Effects run={run} texts={texts} lane={lane} frame={frame} />
    </g>
  );
}

/** What came of steps, each under its step, as far as there is room, on two lines in turn. */
function Effects({ run, texts, lane, frame }: Omit<LaneRowProps, 'top'>): JSX.Element {
  const told = run.steps.flatMap(({ lane: other, effect }, index) =>
    other === lane && effect !== undefined ? [{ at: index + 1, text: texts[effect] ?? '' }] : [],
  );
  return (
    <>
      {told.map(({ at, text }, index) => {
        if (cutTo(frame, at, at) === null) return null;
        const x = leftOf(frame, at);
        const next = Math.min(told[index + 2]?.at ?? Infinity, frame.last + 1);
        const room = next > frame.last ? frame.width - x : leftOf(frame, next) - x;
        return (
          <text key={at} class="effect" x={x + 1} y={BAR_TOP + BAR_HEIGHT + 12 + 13 * (index % 2)}>
            {shortened(text, room - 6)}
          </text>
        );
      })}
    </>
  );
}

/** What a context does without a break of its own, from a step to a step, inclusive. */
interface Bar {
  readonly from: number;
  readonly to: number;
  /** What it is called, the longest first. */
  readonly labels: readonly string[];
  readonly outcome: PageCall['outcome'];
}

function callBars({ calls, steps }: PageRun, lane: number): readonly Bar[] {
  return calls
    .filter((call) => call.lane === lane)
    .map(({ name, text, from, to, result, outcome }) => {
      const end = result === '' ? '' : ` → ${result}`;
      const short = text.replace(/\(.*/, '()');
      const labels = [`${text}${end}`, `${short}${end}`, `${name ?? ''}${end}`, short];
      return { from, to: to ?? steps.length, labels, outcome };
    });
}

/** The runs of a context that makes no calls: steps with no step of another run between them. */
function workBars({ calls, lanes, steps }: PageRun, texts: readonly string[], lane: number): Bar[] {
  if (calls.some((call) => call.lane === lane)) return [];
  const stretches: { readonly from: number; readonly functions: Set<string>; to: number }[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.lane !== lane) continue;
    const [fn = ''] = (texts[step.at] ?? '').split(': ', 1);
    const last = stretches.at(-1);
    if (last === undefined || last.to !== index) {
      stretches.push({ from: index + 1, functions: new Set([fn]), to: index + 1 });
      continue;
    }
    last.functions.add(fn);
    last.to = index + 1;
  }
  return stretches.map(({ from, functions, to }) => {
    const labels = [[...functions].join(', '), [...functions].at(-1) ?? '', lanes[lane] ?? ''];
    return { from, to, labels, outcome: 'done' };
  });
}

function BarOf({
  bar,
  frame,
}: {
  readonly bar: Bar;
  readonly frame: PictureFrame;
}): JSX.Element | null {
  const cut = cutTo(frame, bar.from, bar.to);
  if (cut === null) return null;
  const x = leftOf(frame, cut.from);
  const width = (cut.to - cut.from + 1) * frame.column;
  return (
    <g class={`bar ${bar.outcome}`}>
      <rect x={x + 1} y={BAR_TOP + 4} width={width - 2} height={BAR_HEIGHT - 8} rx={2} />
      <text x={x + 1} y={BAR_TOP - 5}>
        {fitting(bar.labels, width)}
      </text>
    </g>
  );
}

interface StepMarkProps {
  readonly kind: 'begin' | 'taken' | 'refused';
  readonly x: number;
  readonly frame: PictureFrame;
}

function StepMark({ kind, x, frame: { column } }: StepMarkProps): JSX.Element {
  const middle = x + column / 2;
  return (
    <g class={`step ${kind}`}>
      <rect x={x + 1} y={BAR_TOP} width={column - 2} height={BAR_HEIGHT} rx={3} />
      {kind === 'refused' && <path d={`M${middle - 4},${BAR_TOP + 3.5}l8,8m0,-8l-8,8`} />}
    </g>
  );
}
