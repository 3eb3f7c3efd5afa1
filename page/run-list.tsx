import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PageDocument, PageRun } from '../report/page/page-document.ts';
import { Matrix } from './matrix.tsx';
import { fragmentOf } from './route.ts';

/** What the page has: the matrix, if there is one, and every run that breaks something. */
export function RunList({ document }: { readonly document: PageDocument }): JSX.Element {
  const { matrix, plots, runs } = document;
  return (
    <main>
      <h1>{document.title}</h1>
      {matrix !== null && <Matrix matrix={matrix} />}
      <RunTable runs={mainRuns(runs)} />
      {plots.map(({ title, text, svg }) => (
        <figure key={title}>
          <figcaption>
            <h2>{title}</h2>
          </figcaption>
          <div role="img" aria-label={text} dangerouslySetInnerHTML={{ __html: svg }} />
        </figure>
      ))}
    </main>
  );
}

/** Without those that are only there to be shown beside another one. */
function mainRuns(runs: readonly PageRun[]): readonly PageRun[] {
  const beside = new Set(runs.map(({ explanation }) => explanation?.neighbour));
  return runs.filter(({ id }) => !beside.has(id));
}

function RunTable({ runs }: { readonly runs: readonly PageRun[] }): JSX.Element {
  const [wanted, setWanted] = useState('');
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = runs.filter((run) => {
    const text = textOf(run).toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <section>
      <h2>Runs</h2>
      <label class="filter">
        Show runs with the words{' '}
        <input
          type="search"
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      </label>
      <output>
        {shown.length} of {runs.length} runs
      </output>
      <table class="runs">
        <thead>
          <tr>
            <th scope="col">breaks</th>
            <th scope="col">cause</th>
            <th scope="col">calls</th>
            <th scope="col">refusals</th>
            <th scope="col">switches</th>
            <th scope="col">steps</th>
          </tr>
        </thead>
        {defectsIn(shown).map((defect) => (
          <DefectRows key={defect[0]?.id} runs={defect} />
        ))}
      </table>
    </section>
  );
}

/** The runs in groups: the same is known of them, on one design; well-behaved callers first. */
function defectsIn(runs: readonly PageRun[]): readonly (readonly PageRun[])[] {
  const groups = new Map<string, PageRun[]>();
  for (const run of runs) {
    const { callers, design, known } = run;
    const key = [callers, design, known || causeOf(run)].join('/');
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const rank = ([run]: readonly PageRun[]): number => (run?.callers === 'well-behaved' ? 0 : 1);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

function DefectRows({ runs }: { readonly runs: readonly PageRun[] }): JSX.Element {
  const { design = '', callers = '', known = '' } = runs[0] ?? {};
  return (
    <tbody>
      <tr>
        <th class="defect" scope="rowgroup" colSpan={6}>
          {design}, {callers} callers{known === '' ? '' : `: ${known}`}
        </th>
      </tr>
      {runs.map((run) => (
        <tr key={run.id}>
          <th scope="row">{run.breach?.property ?? 'nothing'}</th>
          <td>
            <a href={fragmentOf({ run: run.id, step: null })}>{causeOf(run)}</a>
          </td>
          <td>{run.length.calls}</td>
          <td>{run.length.refusals}</td>
          <td>{run.length.switches}</td>
          <td>{run.length.steps}</td>
        </tr>
      ))}
    </tbody>
  );
}

function causeOf({ breach, id }: PageRun): string {
  return breach === null ? id : breach.signature.slice(breach.property.length + 1);
}

function textOf({ breach, design, callers, known, id }: PageRun): string {
  return [breach?.signature ?? 'nothing', design, callers, known, id].join(' ');
}
