import type { Subject } from '../../port/subject.ts';
import type { Execution } from '../world/execution.ts';
import { compareCost } from '../state-space/cost.ts';
import type { RunsBySignature } from '../world/execution.ts';
import { adaptRun, ownedActions } from '../world/adapt-run.ts';
import type { Minimal } from './minimality.ts';
import { searchCalls } from './search-calls.ts';
import type { Watch } from '../state-space/watch.ts';

/**
 * The simplest run that shows the signature and in which each context makes the calls that it makes
 * in `run`, in the same order. It has a proof if the search was complete. It is `run` itself if the
 * search finds nothing simpler.
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
  // A search lets time pass only up to the next deadline, so the run may be simpler than it.
  if (found === undefined || compareCost(run.cost, found[1].cost) < 0) return asIs;
  const proven = cheapest !== undefined && search.bound === null;
  const proof = proven ? { among: 'its calls' as const, scope } : null;
  // If they cost the same, the shrunk run has the simpler arguments.
  if (compareCost(run.cost, found[1].cost) === 0) return { execution: run, proof };
  // The search judged one property: judge all of them now.
  const execution = adaptRun(subject, scope, ownedActions(found[1].actions), signature);
  return { execution, proof };
}
