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

/** All the runs that show one signature. */
export interface Candidates {
  readonly signature: string;
  /** The simplest that a search found; null: none did. */
  readonly cheapest: Minimal | null;
  /** Runs that can perhaps be made simpler; at least one, if `cheapest` is null. */
  readonly rough: readonly Execution[];
}

/**
 * The simplest run that can be had of one signature. Runs are shrunk; what is simpler then than
 * what a search found (random runs make calls that its scope has not got) is made to happen in
 * every other order, too, and gives way to a simpler run with other calls. Then it is tried on the
 * real tree.
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

/** The simplest run that is found around a shrunk one. */
function simplest(subject: Subject, run: Execution, signature: string, watch: Watch): Minimal {
  const shortest = shortestForCalls(subject, run, signature, watch);
  const { execution } = shortest;
  const simpler = simplerInScope(subject, execution, signature, watch);
  if (simpler === execution) return shortest;
  return shortestForCalls(subject, simpler, signature, watch);
}

/** Where the tree itself decides, nothing is left to show. */
function realisationOf(subject: Subject, execution: Execution, signature: string): Realisation {
  return execution.scope.memory === 'tree'
    ? { kind: 'realised', fillers: 0, execution }
    : realise(subject, execution, signature);
}
