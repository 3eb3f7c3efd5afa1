import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PageRun } from '../../report/page/page-document.ts';
import { cutTo, frameOf, leftOf } from './frame.ts';
import { type Truth, truthsOf } from '../state/run-states.ts';
import { useWidth } from './use-width.ts';

const ROW = 20;

interface TruthsProps {
  readonly run: PageRun;
  /** Their sentences, by id, in the order of reports. */
  readonly properties: Readonly<Record<string, string>>;
  readonly step: number;
}

/** What is true of each property after each step, under the same columns as the picture. */
export function Truths({ run, properties, step }: TruthsProps): JSX.Element {
  const [box, width] = useWidth();
  const truths = useMemo(() => truthsOf(run, Object.keys(properties)), [run, properties]);
  const last = run.steps.length;
  const frame = frameOf(width, last + 1, step);
  const now = truths.map((truth) => `${truth.property} ${stateOf(truth, step)}`).join(', ');
  const name = `Properties after step ${step}: ${now}`;
  return (
    <section>
      <h2>Properties, step by step</h2>
      <div class="picture truths" ref={box}>
        <svg width={width} height={truths.length * ROW} role="img" aria-label={name}>
          <rect
            class="now"
            x={leftOf(frame, step)}
            width={frame.column}
            height={truths.length * ROW}
          />
          {truths.map((truth, row) => (
            <g key={truth.property} transform={`translate(0,${row * ROW})`}>
              <text class="row-name" x={4} y={14}>
                {truth.property}
              </text>
              {partsOf(truth, last).map(({ state, from, to }) => {
                const cut = cutTo(frame, from, to);
                if (cut === null) return null;
                const x = leftOf(frame, cut.from);
                const length = (cut.to - cut.from + 1) * frame.column;
                return (
                  <rect key={from} class={state} x={x} y={6} width={length} height={8}>
                    <title>{properties[truth.property]}</title>
                  </rect>
                );
              })}
            </g>
          ))}
        </svg>
      </div>
      <p class="hint">
        Thin: its situation has not occurred. Green: it occurred, and the property holds. Red, and
        thick: broken. Properties whose situation never occurs in this run are left out.
      </p>
    </section>
  );
}

type TruthState = 'untested' | 'holds' | 'broken';

function stateOf({ witnessed, broken }: Truth, step: number): TruthState {
  if ((broken[0] ?? Infinity) <= step) return 'broken';
  return (witnessed[0] ?? Infinity) <= step ? 'holds' : 'untested';
}

/** The stretches of steps in which it has one state. */
function partsOf(
  { witnessed, broken }: Truth,
  last: number,
): readonly { readonly state: TruthState; readonly from: number; readonly to: number }[] {
  const breaks = broken[0] ?? last + 1;
  const occurs = Math.min(witnessed[0] ?? last + 1, breaks);
  const parts = [
    { state: 'untested', from: 0, to: occurs - 1 },
    { state: 'holds', from: occurs, to: breaks - 1 },
    { state: 'broken', from: breaks, to: last },
  ] as const;
  return parts.filter(({ from, to }) => from <= to);
}
