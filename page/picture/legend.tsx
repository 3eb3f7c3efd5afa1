import type { JSX } from 'preact';
import type { PageRun, PageUseKind } from '../../report/page/page-document.ts';
import { SIGNS } from './strip.tsx';

const USES_IN_WORDS: readonly (readonly [use: PageUseKind, text: string])[] = [
  ['free', 'free: an allocation may take it'],
  ['held', 'held: the call of that letter was granted it, or is giving it back'],
  ['reserved', 'reserved by a call'],
  ['filler', 'reserved before the run began'],
  ['deferred', 'deferred: freed by its owner, but still in the tree; it must be erased later'],
  ['cached', 'in a cache: freed, and kept for the next allocation'],
  ['stray', 'in the tree for nobody: nobody holds it, and nobody is going to erase it'],
];

/** What the signs of the picture mean. */
export function Legend({ run }: { readonly run: PageRun }): JSX.Element {
  const deferral = run.deferral === null ? '' : `; here, ${run.deferral}`;
  return (
    <details class="legend" open>
      <summary>How to read the picture</summary>
      <dl>
        <LegendEntry sign={<path class="step-sign" d="M2,3h24v12h-24z" />}>
          a step of a context; its row says which. A column is a step, and shows the state after it
        </LegendEntry>
        <LegendEntry sign={<path class="begin-sign" d="M2,3h24v12h-24z" />}>
          a call begins; nothing is done yet
        </LegendEntry>
        <LegendEntry sign={<path class="bar-sign" d="M2,9h24" />}>
          the call goes on, but others take the steps
        </LegendEntry>
        <LegendEntry sign={<path class="switch-sign" d="M12,1V15m-3,-4l3,4l3,-4" />}>
          a context switch: the context at the arrow goes on
        </LegendEntry>
        <LegendEntry sign={<path class="refused-sign" d="M9,4l10,10m0,-10l-10,10" />}>
          this one request for memory is refused
        </LegendEntry>
        <LegendEntry sign={<rect class="violated-sign" x="5" y="1" width="17" height="16" />}>
          a property breaks in this step
        </LegendEntry>
        <LegendEntry sign={<rect class="decided-sign" x="5" y="1" width="17" height="16" />}>
          from this step on it must break: every order of the same calls breaks it
        </LegendEntry>
        {USES_IN_WORDS.map(([use, text]) => (
          <LegendEntry key={use} sign={<UseSign use={use} />}>
            {text}
            {use === 'deferred' && deferral}
          </LegendEntry>
        ))}
        <LegendEntry sign={<path class="four-gib-sign" d="M1,9h26" />}>
          the 4 GiB line: -1 is the last page below it, +0 the first above. Not to scale: pages that
          nothing tells apart share a row
        </LegendEntry>
      </dl>
    </details>
  );
}

function UseSign({ use }: { readonly use: PageUseKind }): JSX.Element {
  return (
    <g class={`use ${use}`}>
      <rect x="2" y="1" width="24" height="16" />
      <text x="10" y="13">
        {use === 'held' ? 'a' : SIGNS[use]}
      </text>
    </g>
  );
}

interface LegendEntryProps {
  readonly sign: JSX.Element;
  readonly children: preact.ComponentChildren;
}

function LegendEntry({ sign, children }: LegendEntryProps): JSX.Element {
  return (
    <div>
      <dt>
        <svg width="28" height="18" aria-hidden="true">
          {sign}
        </svg>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
