import * as fc from 'fast-check';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import type { Property } from '../../model/property.ts';
import { defaultScopes, randomScope } from '../check-plan.ts';
import type { Execution } from '../execution.ts';
import { judgedIn } from '../judged-in.ts';
import { RunArbitrary } from '../run-arbitrary.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { UNWATCHED } from '../watch.ts';
import type { Attempt, Catch, HuntLimits, IsNews } from './attempt.ts';
import { scopeOfBug } from './scope-of-bug.ts';

/** Runs that are made between two looks at the clock. */
const RUNS_A_BATCH = 20;
/** One batch in so many has the large tree of the default scopes: few runs, each takes long. */
const FILLED_ONE_IN = 20;
const FILLED_RUNS = 2;

/** The runs that a check makes of any design, until one of them shows the bug. */
export function huntRandomly(
  bug: SeededBug,
  properties: readonly Property[],
  isNews: IsNews,
  limits: HuntLimits,
): Attempt {
  const { design, caughtBy } = bug;
  const scopes = defaultScopes(scopeOfBug(bug).callers);
  const startedMs = performance.now();
  const seconds = (): number => (performance.now() - startedMs) / 1000;
  const attempt = { engine: 'random', states: 0 } as const;
  let runs = 0;
  for (let batch = 0; runs < limits.runs && seconds() < limits.seconds; batch += 1) {
    const [scope, numRuns] = batchOf(scopes, batch);
    const arbitrary = new RunArbitrary(design, scope, judgedIn(scope, design, properties));
    // Seeds of batches lie apart from those of other attempts.
    for (const run of fc.sample(arbitrary, { seed: limits.seed * 1_000_000 + batch, numRuns })) {
      runs += 1;
      const signature = run.breaches
        .map((breach) => breach.signature)
        .find((name) => isNews(name) && name.startsWith(`${caughtBy} `));
      if (signature === undefined) continue;
      const spent = { runs, seconds: seconds(), bound: null };
      return { ...attempt, ...spent, caught: simplified(bug, properties, run, signature) };
    }
  }
  return { ...attempt, runs, seconds: seconds(), bound: `${runs} random runs`, caught: null };
}

/** Half of the runs are on the clock. */
function batchOf(scopes: readonly Scope[], batch: number): readonly [Scope, number] {
  const fillers = Math.max(...scopes.map((scope) => scope.fillers));
  if (fillers > 0 && batch % FILLED_ONE_IN === FILLED_ONE_IN - 1) {
    return [{ ...randomScope(scopes, 'exact'), fillers }, FILLED_RUNS];
  }
  return [randomScope(scopes, batch % 2 === 0 ? 'exact' : 'any'), RUNS_A_BATCH];
}

function simplified(
  { design }: SeededBug,
  properties: readonly Property[],
  found: Execution,
  signature: string,
): Catch {
  const startedMs = performance.now();
  const candidates = { signature, cheapest: null, rough: [found] };
  const { execution: reported } = settle(design, properties, candidates, UNWATCHED);
  return { signature, found, reported, shrinkSeconds: (performance.now() - startedMs) / 1000 };
}
