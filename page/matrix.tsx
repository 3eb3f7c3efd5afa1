import { Fragment, type JSX } from 'preact';
import type { PageMatrix, PageMatrixCell } from '../report/page/page-document.ts';
import { fragmentOf } from './route.ts';

/** The verdicts: a row for each property, a column for each design as it was checked. */
export function Matrix({ matrix }: { readonly matrix: PageMatrix }): JSX.Element {
  return (
    <section>
      <h2>Verdicts</h2>
      <div class="wide" role="region" aria-label="Verdicts" tabIndex={0}>
        <table class="matrix">
          <thead>
            <tr>
              <td />
              {matrix.columns.map((column) => (
                <th key={column.name} scope="col">
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map(({ name, cells }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, at) => (
                  <td key={matrix.columns[at]?.name} class={cell?.outcome ?? 'skipped'}>
                    {cell === null ? '' : <CellText cell={cell} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details>
        <summary>Scopes that were exhausted</summary>
        {matrix.columns.map(({ name, exhausted }) =>
          exhausted.length === 0 ? null : (
            <div key={name}>
              {name}
              <ol>
                {exhausted.map((scope) => (
                  <li key={scope}>
                    <code>{scope}</code>
                  </li>
                ))}
              </ol>
            </div>
          ),
        )}
      </details>
    </section>
  );
}

function CellText({ cell: { text, runs } }: { readonly cell: PageMatrixCell }): JSX.Element {
  return (
    <>
      {text}
      {runs.map((run, at) => (
        <Fragment key={run}>
          {' '}
          <a href={fragmentOf({ run, step: null })} aria-label={`run ${run}`}>
            {at + 1}
          </a>
        </Fragment>
      ))}
    </>
  );
}
