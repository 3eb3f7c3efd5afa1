import type { Design } from '../impl/designs/design.ts';
import type { Property } from '../model/property.ts';
import { compareCost, type Execution } from './execution.ts';
import type { RunsBySignature } from './findings.ts';
import { follow, itemsOf } from './follower.ts';
import type { Minimal } from './minimality.ts';
import type { Scope } from './scope.ts';
import { scopeOfScript } from './scope-of-script.ts';
import { scriptOf } from './script-file.ts';
import { budgetWithin, type Limits } from './search/limits.ts';
import { searchScope } from './search/search-scope.ts';
import type { Watch } from './watch.ts';

/** Shrunk runs make few calls: most of these searches visit less than 1000 states. */
const LIMITS: Limits = { maxStates: 20_000, maxMegabytes: 256 };

/**
 * The simplest run that shows the signature with no other calls than those of `run`, each on its
 * context, in their order there. It is known to be that if the search visits all there is; `run`
 * itself comes back if the search finds nothing simpler, or cannot look at it: it has no pressure.
 */
export function shortestForCalls(
  design: Design,
  properties: readonly Property[],
  run: Execution,
  signature: string,
  watch: Watch,
): Minimal {
  const asIs: Minimal = { execution: run, proof: null };
  const judged = properties.filter(({ id }) => signature.startsWith(`${id} `));
  if (run.actions.some((action) => action.do === 'pressure')) return asIs;
  const script = scriptOf(run);
  const scope = scopeOfRun(run);
  const search = searchScope(design, scope, judged, budgetWithin(LIMITS, watch), {
    exact: false,
    preemptions: null,
    script,
  });
  const named = ([other]: RunsBySignature[number]): boolean => other === signature;
  const cheapest = search.found.find(named);
  const found = cheapest ?? search.hangs.find(named);
  // A search lets time pass up to the next deadline only: a run may know something better.
  if (found === undefined || compareCost(run.cost, found[1].cost) < 0) return asIs;
  const proven = cheapest !== undefined && search.bound === null;
  const proof = proven ? { among: 'its calls' as const, scope } : null;
  // Of runs that cost the same, the shrunk one has the simpler arguments.
  if (compareCost(run.cost, found[1].cost) === 0) return { execution: run, proof };
  // The search had one judge: all of them are to see it.
  const execution = follow(design, properties, scope, itemsOf(found[1].actions), signature);
  return { execution, proof };
}

/** What of its scope the run makes use of. */
function scopeOfRun(run: Execution): Scope {
  const starts = run.actions.flatMap((action) => (action.do === 'start' ? [action.call.fn] : []));
  return {
    ...scopeOfScript(scriptOf(run), run.scope),
    refusals: run.cost.refusals,
    reserve: starts.includes('reserve'),
    teardown: starts.includes('put'),
  };
}
