import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { PageDocument, PageRun } from '../report/page/page-document.ts';
import { RunList } from './run-list.tsx';
import { Patterns } from './picture/patterns.tsx';
import { fragmentOf, type Route, routeOf } from './route.ts';
import { violationStep } from './state/run-states.ts';
import { RunView } from './run-view.tsx';
import { ThemeControl } from './theme-control.tsx';

/** The viewer: the list of runs, or one of them. It knows nothing of where the document is from. */
export function App({ document }: { readonly document: PageDocument }): JSX.Element {
  const [route, setRoute] = useRoute();
  const only = document.runs.length <= 2 ? document.runs[0] : undefined;
  const run = document.runs.find(({ id }) => id === route.run) ?? only;
  useLayoutEffect(() => scrollTo(0, 0), [route.run]);
  const isLost = route.run !== null && run?.id !== route.run;
  return (
    <>
      <Patterns />
      <header>
        {only === undefined ? <a href="#">All runs</a> : <span>{document.tool}</span>}
        <ThemeControl />
      </header>
      {isLost && <p role="alert">This page has no run called {route.run}.</p>}
      {run === undefined ? (
        <RunList document={document} />
      ) : (
        <RunView
          key={run.id}
          document={document}
          run={run}
          step={stepIn(run, route)}
          onStep={(step) => setRoute({ run: run.id, step })}
        />
      )}
    </>
  );
}

/** The step of the place; of a run that was opened without one, the violation. */
function stepIn(run: PageRun, { step }: Route): number {
  const wanted = step ?? violationStep(run) ?? 0;
  return Math.min(wanted, run.steps.length);
}

/** Browsers let a page change its address a hundred times in some seconds, and then refuse. */
const ADDRESS_AFTER_MS = 150;

/** Where the reader is. The address follows once the reader rests, so that it can be copied. */
function useRoute(): readonly [Route, (route: Route) => void] {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const onHash = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);
  useEffect(() => {
    const fragment = fragmentOf(route);
    if (route.run === null || fragment === location.hash) return undefined;
    const timer = setTimeout(() => history.replaceState(null, '', fragment), ADDRESS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [route]);
  return [route, setRoute];
}
