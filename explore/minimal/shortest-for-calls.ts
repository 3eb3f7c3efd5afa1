import type { Subject } from '../../port/subject.ts';
import type { Execution } from '../world/execution.ts';
import { compareCost } from '../state-space/cost.ts';
import type { RunsBySignature } from '../world/execution.ts';
import { adaptRun, ownedActions } from '../world/adapt-run.ts';
import type { Minimal } from './minimality.ts';
import { searchCalls } from './search-calls.ts';
import type { Watch } from '../state-space/watch.ts';

/**
 * The simplest run that shows the signature with no other calls than those of `run`, each on its
 * context, in their order there. It is known to be that if the search visits all there is; `run`
 * itself comes back if the search finds nothing simpler.
 */
export function shortestForCalls(
  subject: Subject,
  run: Execution,
  signature: string,
  watch: Watch,
): Minimal {
  const asIs: Minimal = { execution: run, proof: null };
  const search = searchCalls(subject, run, signature, watch);
  const { scope } = search;
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
  const execution = adaptRun(subject, scope, ownedActions(found[1].actions), signature);
  return { execution, proof };
}
