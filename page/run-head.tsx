import type { JSX } from 'preact';
import type { PageLength, PageRun } from '../report/page/page-document.ts';

interface RunHeadProps {
  readonly run: PageRun;
  readonly properties: Readonly<Record<string, string>>;
  readonly hrefOf: (step: number) => string;
}

/** What a run shows: what must hold, what happens instead, and what decided it. */
export function RunHead({ run, properties, hrefOf }: RunHeadProps): JSX.Element {
  const { breach, explanation } = run;
  return (
    <>
      <h1>
        {headline(run)}
        <small>
          {run.design}, {run.callers} callers
        </small>
      </h1>
      {!run.isAsSaid && <p class="broken">{run.ending}</p>}
      <dl class="claims">
        {breach !== null && (
          <>
            <Claim name="must hold">{properties[breach.property]}</Claim>
            <Claim name="but">
              <strong>{breach.why}</strong>
            </Claim>
          </>
        )}
        {explanation !== null && (
          <Claim name="decided">
            {explanation.decided}
            {explanation.step !== null && (
              <>
                {' '}
                <a href={hrefOf(explanation.step)}>Go there</a>
              </>
            )}
          </Claim>
        )}
        {explanation !== null && explanation.instead !== '' && (
          <Claim name="instead">{explanation.instead}</Claim>
        )}
      </dl>
      <details class="more">
        <summary>More about this run</summary>
        <dl class="claims">
          {breach !== null && <Claim name="signature">{breach.signature}</Claim>}
          {run.known !== '' && <Claim name="known">{run.known}</Claim>}
          {run.note !== '' && <Claim name="note">{run.note}</Claim>}
          <Claim name="length">{lengthInWords(run.length)}</Claim>
          <Claim name="scope">{run.scope}</Claim>
          {run.ending !== '' && <Claim name="replay">{run.ending}</Claim>}
        </dl>
      </details>
    </>
  );
}

function lengthInWords({ calls, refusals, switches, steps }: PageLength): string {
  return [
    `${calls} calls`,
    `${refusals} refused requests for memory`,
    `${switches} context switches`,
    `${steps} steps`,
  ].join(', ');
}

function headline({ breach, isAsSaid }: PageRun): string {
  if (!isAsSaid) return 'Not what the file of this run says';
  return breach === null ? 'Nothing is broken' : `${breach.property} is broken`;
}

interface ClaimProps {
  readonly name: string;
  readonly children: preact.ComponentChildren;
}

function Claim({ name, children }: ClaimProps): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
