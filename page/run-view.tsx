import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageDocument, PageRun } from '../report/page/page-document.ts';
import { Legend } from './picture/legend.tsx';
import { Picture } from './picture/picture.tsx';
import { fragmentOf } from './route.ts';
import { RunHead } from './run-head.tsx';
import { violationStep } from './state/run-states.ts';
import { StepList } from './step-list.tsx';
import { StepPanel } from './step-panel.tsx';
import { type Jump, stepByKey, Stepper } from './stepper.tsx';
import { Truths } from './picture/truths.tsx';

interface RunViewProps {
  readonly document: PageDocument;
  readonly run: PageRun;
  readonly step: number;
  readonly onStep: (step: number) => void;
}

/** One run, step by step. */
export function RunView({ document, run, step, onStep }: RunViewProps): JSX.Element {
  const { texts } = document;
  const last = run.steps.length;
  const jumps = jumpsOf(run);
  useKeys((key) => stepByKey(key, { step, last, jumps }), onStep);
  const hrefOf = (to: number): string => fragmentOf({ run: run.id, step: to });
  const name = `${run.design}, step ${step} of ${last}`;
  return (
    <main>
      <RunHead run={run} properties={document.properties} hrefOf={hrefOf} />
      <Stepper step={step} last={last} jumps={jumps} onStep={onStep} />
      <Picture run={run} texts={texts} step={step} onStep={onStep} name={`Picture of ${name}`} />
      <div class="beside">
        <StepPanel run={run} texts={texts} step={step} />
        <StepList run={run} texts={texts} step={step} hrefOf={hrefOf} />
      </div>
      <Passing document={document} run={run} step={step} />
      <Legend run={run} />
      <Truths run={run} properties={document.properties} step={step} />
      <section>
        <h2>The calls alone</h2>
        <pre tabIndex={0} aria-label="The calls in C">
          {run.inC.join('\n')}
        </pre>
        {run.file !== null && (
          <p>
            Replay it with <code>npx iova-check replay {run.file}</code>
          </p>
        )}
        <p>
          Link to this step: <a href={hrefOf(step)}>{hrefOf(step)}</a>
        </p>
      </section>
    </main>
  );
}

function jumpsOf(run: PageRun): readonly Jump[] {
  const violated = violationStep(run);
  const decided = run.explanation?.step ?? null;
  return [
    ...(violated === null ? [] : [{ label: 'Violation', key: 'v', step: violated }]),
    ...(decided === null ? [] : [{ label: 'Decided', key: 'd', step: decided }]),
  ];
}

/** Keys lead from step to step wherever the focus is, unless it is in a field or a list. */
function useKeys(stepOf: (key: string) => number | null, onStep: (step: number) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyped = event.ctrlKey || event.altKey || event.metaKey;
      const { target } = event;
      const isOwn = target instanceof Element && target.closest('select, .lines, pre') !== null;
      const to = stepOf(event.key);
      if (isTyped || isOwn || to === null) return;
      event.preventDefault();
      onStep(to);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

/** The nearest run that passes, at the same step; it parts from this one where that is decided. */
function Passing({ document, run, step }: Omit<RunViewProps, 'onStep'>): JSX.Element | null {
  const [isShown, setShown] = useState(false);
  const id = run.explanation?.neighbour ?? null;
  const passing = document.runs.find((other) => other.id === id);
  if (passing === undefined) return null;
  const at = Math.min(step, passing.steps.length);
  return (
    <section class="passing">
      <button type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {isShown ? 'Hide' : 'Show'} the nearest run that passes
      </button>
      {isShown && (
        <>
          <p>
            The same up to step {(run.explanation?.step ?? 1) - 1}, then another way.{' '}
            <a href={fragmentOf({ run: passing.id, step: at })}>Step through it</a>
          </p>
          <Picture
            run={passing}
            texts={document.texts}
            step={at}
            onStep={(to) => location.assign(fragmentOf({ run: passing.id, step: to }))}
            name={`The nearest run that passes, step ${at} of ${passing.steps.length}`}
          />
        </>
      )}
    </section>
  );
}
