import * as fc from 'fast-check';
import type { SeededBug } from '../../../impl/bugs/seeded-bug.ts';
import { twinSubject } from '../../../impl/twin/twin-subject.ts';
import type { Subject } from '../../../port/subject.ts';
import { treeMemoryOf } from '../../../port/tree-memory.ts';
import type { Property } from '../../../model/property.ts';
import { defaultScopes } from '../../checking/check-plan.ts';
import {
  cachedScope,
  filledScope,
  randomScope,
  treeScope,
} from '../../engines/random/random-scopes.ts';
import type { Execution } from '../../world/execution.ts';
import { judgedIn } from '../../world/judged-in.ts';
import { RunArbitrary } from '../../engines/random/run-arbitrary.ts';
import type { Scope } from '../../run/scope.ts';
import { minimise } from '../../minimal/minimise.ts';
import { UNWATCHED } from '../../state-space/watch.ts';
import type { Attempt, Catch, HuntLimits } from './attempt.ts';
import type { Baseline } from './baseline.ts';
import { scopeOfBug } from './scope-of-bug.ts';

/** The number of batches in a round, and of runs in a batch. The clock is read between batches. */
const BATCHES_A_ROUND = 10;
const RUNS_A_BATCH = 20;
/**
 * Runs that take longer are made in one batch of a round for each kind. These are the numbers of
 * runs in such a batch.
 */
const TREE_RUNS = 10;
const FILLED_RUNS = 1;

/**
 * Makes random runs of all the kinds that a check makes of any design, until one of them shows the
 * bug. A check makes runs with caches only if a scope has some: these are for the bugs of caches.
 */
export function huntRandomly(
  bug: SeededBug,
  properties: readonly Property[],
  baseline: Baseline,
  limits: HuntLimits,
): Attempt {
  const { design, caughtBy } = bug;
  const subject = twinSubject(design, properties);
  const own = scopeOfBug(bug);
  const scopes = defaultScopes(own.callers);
  const cached = cachedScope([own]);
  const startedMs = performance.now();
  const seconds = (): number => (performance.now() - startedMs) / 1000;
  const attempt = { engine: 'random', states: 0 } as const;
  let runs = 0;
  let other: string | null = null;
  for (let batch = 0; runs < limits.runs && seconds() < limits.seconds; batch += 1) {
    const [scope, numRuns] =
      cached === null ? batchOf(scopes, batch) : ([cached, RUNS_A_BATCH] as const);
    const arbitrary = new RunArbitrary(judgedIn(subject, scope), scope);
    // Batches of different attempts have different seeds.
    for (const run of fc.sample(arbitrary, { seed: limits.seed * 1_000_000 + batch, numRuns })) {
      runs += 1;
      for (const { signature } of run.breaches) {
        const isNamed = signature.startsWith(`${caughtBy} `);
        if ((!isNamed && other !== null) || !baseline.isNewInRun(signature, run)) continue;
        if (!isNamed) {
          other = signature;
          continue;
        }
        const spent = { runs, seconds: seconds(), bound: null, other };
        return { ...attempt, ...spent, caught: simplified(subject, run, signature) };
      }
    }
  }
  const bound = `${runs} random runs`;
  return { ...attempt, runs, seconds: seconds(), bound, other, caught: null };
}

/** The scope and the number of runs of a batch. Every second ordinary batch is on the clock. */
function batchOf(scopes: readonly Scope[], batch: number): readonly [Scope, number] {
  const place = batch % BATCHES_A_ROUND;
  const tree = place === BATCHES_A_ROUND - 2 ? treeScope(scopes, treeMemoryOf({})) : null;
  if (tree !== null) return [tree, TREE_RUNS];
  const filled = place === BATCHES_A_ROUND - 1 ? filledScope(scopes) : null;
  if (filled !== null) return [filled, FILLED_RUNS];
  return [randomScope(scopes, batch % 2 === 0 ? 'exact' : 'any'), RUNS_A_BATCH];
}

function simplified(subject: Subject, found: Execution, signature: string): Catch {
  const startedMs = performance.now();
  const candidates = { signature, cheapest: null, rough: [found] };
  const { execution: reported } = minimise(subject, candidates, UNWATCHED);
  return { signature, found, reported, shrinkSeconds: (performance.now() - startedMs) / 1000 };
}
