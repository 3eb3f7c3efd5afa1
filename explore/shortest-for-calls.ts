import type { Design } from '../impl/designs/design.ts';
import type { Property } from '../model/property.ts';
import type { Execution } from './execution.ts';
import { follow, itemsOf } from './follower.ts';
import { type Minimal, simplerOf } from './minimality.ts';
import type { Scope } from './scope.ts';
import { scopeOfScript } from './scope-of-script.ts';
import { scriptOf } from './script-file.ts';
import { budgetWithin, type Limits } from './search/limits.ts';
import { searchScope } from './search/search-scope.ts';
import type { Watch } from './watch.ts';

/** Half of the signatures of the built-in designs need less than a tenth of it. */
const LIMITS: Limits = { maxStates: 100_000, maxMegabytes: 256 };

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
  const found = search.found.find(([other]) => other === signature)?.[1];
  if (found === undefined) return asIs;
  const proof = search.bound === null ? { among: 'its calls' as const, scope } : null;
  // The search had one judge: all of them are to see it.
  const execution = follow(design, properties, scope, itemsOf(found.actions), signature);
  return simplerOf({ execution: run, proof: null }, { execution, proof });
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
