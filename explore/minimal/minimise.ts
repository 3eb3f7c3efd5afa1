import { assert } from '../../model/assert.ts';
import type { Subject } from '../../port/subject.ts';
import { compareRuns, type Execution } from '../world/execution.ts';
import { compareCost } from '../state-space/cost.ts';
import { type Minimal, simplerOf } from './minimality.ts';
import { realise, type Realisation } from './realise.ts';
import { shortestForCalls } from './shortest-for-calls.ts';
import { shrinkTo } from '../shrinking/shrink.ts';
import { simplerInScope } from './simpler-in-scope.ts';
import type { Counterexample } from './counterexample.ts';
import type { Watch } from '../state-space/watch.ts';

/** The runs found so far that show one signature. */
export interface Candidates {
  readonly signature: string;
  /** The simplest run that a search found; null: no search found one. */
  readonly cheapest: Minimal | null;
  /** Runs that may shrink; at least one if `cheapest` is null. */
  readonly rough: readonly Execution[];
}

/**
 * Finds the simplest run that it can for a signature, and realises it. It shrinks the rough runs.
 * The simplest of them may cost less than what a search found, since random runs make calls that a
 * search's scope does not have. If so, a search of all runs with the same calls, and searches of
 * small scopes with any calls, look for one that is simpler still. A system that cannot save its
 * states is not searched: the run is then shrunk, and has no proof.
 */
export function minimise(
  subject: Subject,
  { signature, cheapest, rough }: Candidates,
  watch: Watch,
): Counterexample {
  let best = cheapest;
  const shrunk = rough
    .map((run) => shrinkTo(subject, run, signature).execution)
    .toSorted(compareRuns);
  const [first] = shrunk;
  if (first !== undefined && (best === null || compareCost(first.cost, best.execution.cost) < 0)) {
    best = simplerOf(best, simplest(subject, first, signature, watch));
  }
  assert(best !== null, () => `no run shows "${signature}"`);
  const { execution, proof } = best;
  const realisation = realisationOf(subject, execution, signature);
  return { signature, execution, proof, realisation };
}

/** The simplest run found with the calls of a shrunk run, or in scopes no larger than its own. */
function simplest(subject: Subject, run: Execution, signature: string, watch: Watch): Minimal {
  const shortest = shortestForCalls(subject, run, signature, watch);
  const { execution } = shortest;
  const simpler = simplerInScope(subject, execution, signature, watch);
  if (simpler === execution) return shortest;
  return shortestForCalls(subject, simpler, signature, watch);
}

/** Realises the run; there is nothing to show if the tree already decides what needs memory. */
function realisationOf(subject: Subject, execution: Execution, signature: string): Realisation {
  return execution.scope.memory === 'adversarial'
    ? realise(subject, execution, signature)
    : { kind: 'realised', fillers: 0, execution };
}
