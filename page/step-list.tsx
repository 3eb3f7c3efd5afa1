import type { JSX, TargetedUIEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageRun } from '../report/page/page-document.ts';

/** The height of a row in pixels, as the style sheet has it. */
const ROW = 24;
/** Rows drawn above and below those in view. */
const SPARE = 8;
const HEIGHT = 17 * ROW;

interface StepListProps {
  readonly run: PageRun;
  readonly texts: readonly string[];
  readonly step: number;
  readonly hrefOf: (step: number) => string;
}

/** Every step as a line; only those in view are in the page. */
export function StepList({ run, texts, step, hrefOf }: StepListProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const top = (step - 1) * ROW;
    const isSeen = top >= element.scrollTop && top + ROW <= element.scrollTop + HEIGHT;
    if (!isSeen) element.scrollTop = Math.max(0, top - HEIGHT / 2);
  }, [run, step]);
  const first = Math.max(0, Math.floor(scrolled / ROW) - SPARE);
  const seen = run.steps.slice(first, first + HEIGHT / ROW + 2 * SPARE);
  const toScrolled = (event: TargetedUIEvent<HTMLDivElement>): void =>
    setScrolled(event.currentTarget.scrollTop);
  return (
    <section class="step-list">
      <h2 id="all-steps">All steps</h2>
      <div
        class="lines"
        ref={box}
        role="region"
        aria-labelledby="all-steps"
        tabIndex={0}
        style={{ height: `${Math.min(HEIGHT, run.steps.length * ROW)}px` }}
        onScroll={toScrolled}
      >
        <ol style={{ height: `${run.steps.length * ROW}px` }}>
          {seen.map(({ lane, at, effect, breaks, refused }, index) => {
            const number = first + index + 1;
            const kind = breaks === undefined ? '' : 'violated';
            return (
              <li key={number} class={kind} style={{ top: `${(number - 1) * ROW}px` }}>
                <a href={hrefOf(number)} aria-current={number === step ? 'step' : undefined}>
                  <span class="number">{number}</span>
                  <span class="lane">{run.lanes[lane] ?? ''}</span>
                  <span class="what">
                    {texts[at]}
                    {refused && ' ✕'}
                    {effect !== undefined && ` → ${texts[effect] ?? ''}`}
                    {breaks?.map(({ property }) => ` breaks ${property}`)}
                  </span>
                </a>
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
