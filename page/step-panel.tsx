import type { JSX } from 'preact';
import type { PageRun } from '../report/page/page-document.ts';
import { spanLabel, useInWords } from './state/page-names.ts';
import { stateAfter } from './state/run-states.ts';

interface StepPanelProps {
  readonly run: PageRun;
  readonly texts: readonly string[];
  /** From 0: before the first step. */
  readonly step: number;
}

/** What a step does, and the state before and after it. */
export function StepPanel({ run, texts, step }: StepPanelProps): JSX.Element {
  const taken = run.steps[step - 1];
  const textOf = (id: number | undefined): string => (id === undefined ? '' : (texts[id] ?? ''));
  return (
    <section class="step-panel" aria-live="polite" aria-label="This step">
      {taken === undefined ? (
        <h2>Before the first step</h2>
      ) : (
        <>
          <h2>
            {step}. {run.lanes[taken.lane] ?? 'everybody'}: <code>{textOf(taken.at)}</code>
          </h2>
          {taken.line !== undefined && (
            <p>
              In the source: <code>{taken.line}</code>
            </p>
          )}
          {taken.refused && <p class="refused-request">Its request for memory is refused.</p>}
          {taken.effect !== undefined && <p class="effect">{textOf(taken.effect)}</p>}
          {taken.log?.map((id) => (
            <p key={id} class="log-line">
              log: <code>{textOf(id)}</code>
            </p>
          ))}
          {taken.breaks?.map(({ property, signature, why }) => (
            <p key={signature} class="broken">
              <strong>{property} is broken here:</strong> {why}
            </p>
          ))}
        </>
      )}
      <Changes run={run} texts={texts} step={step} />
    </section>
  );
}

/** The state before and after the step, with what changed marked. */
function Changes({ run, texts, step }: StepPanelProps): JSX.Element {
  const before = stateAfter(run, Math.max(0, step - 1)).values;
  const after = stateAfter(run, step).values;
  const pages = step === 0 ? [] : (run.steps[step - 1]?.pages ?? []);
  return (
    <table class="state">
      <caption>State before and after step {step}</caption>
      <thead>
        <tr>
          <th scope="col">what</th>
          <th scope="col">before</th>
          <th scope="col">after</th>
        </tr>
      </thead>
      <tbody>
        {pages.map((span) => (
          <tr key={span[0]} class="changed">
            <th scope="row">pages {spanLabel(span[0], span[1], run.space)}</th>
            <td>{usesBefore(run, step, span[0], span[1])}</td>
            <td>{useInWords(span, run)}</td>
          </tr>
        ))}
        {run.fields.map((field, index) => {
          const [was, is] = [before[index] ?? 0, after[index] ?? 0];
          return (
            <tr key={field} class={was === is ? '' : 'changed'}>
              <th scope="row">{field}</th>
              <td>{texts[was]}</td>
              <td>{texts[is]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** How these pages were used before the step. */
function usesBefore(run: PageRun, step: number, lo: number, hi: number): string {
  const spans = stateAfter(run, step - 1).pages.filter((span) => span[0] <= hi && span[1] >= lo);
  return [...new Set(spans.map((span) => useInWords(span, run)))].join(', ');
}
