import type { SeededBug } from '../../../impl/bugs/seeded-bug.ts';
import { twinSubject } from '../../../impl/twin/twin-subject.ts';
import type { Property } from '../../../model/property.ts';
import { exhaust, type RunBudget } from '../../engines/exhaustive/exhaust.ts';
import type { Script } from '../../run/script.ts';
import { scriptsOf } from '../../run/scripts.ts';
import type { Attempt, HuntLimits } from './attempt.ts';
import type { Baseline } from './baseline.ts';
import { scopeOfBug } from './scope-of-bug.ts';

/** At most this many scripts are explored before the signatures found are looked at. */
const SCRIPTS_MAX = 64;

/** Explores every interleaving of the scripts of the bug's scope, until one shows the bug. */
export function huntExhaustively(
  bug: SeededBug,
  properties: readonly Property[],
  baseline: Baseline,
  limits: HuntLimits,
): Attempt {
  const { design, caughtBy } = bug;
  // Only one property is judged, because the order of fewer steps matters then.
  const judged = twinSubject(
    design,
    properties.filter(({ id }) => id === caughtBy),
  );
  // Timers that fire at any moment cover every delay.
  const scope = { ...scopeOfBug(bug), timers: 'any' } as const;
  const startedMs = performance.now();
  const seconds = (): number => (performance.now() - startedMs) / 1000;
  // No signature of another property can be met, because none is judged.
  const attempt = { engine: 'exhaustive', states: 0, other: null } as const;
  let runs = 0;
  const stopped = (executions: number): string | null =>
    seconds() > limits.seconds ? `${runs + executions} runs` : null;
  const budget: RunBudget = { maxExecutions: Infinity, stopped };
  for (const scripts of batches(scriptsOf(scope))) {
    const { found, executions, bound } = exhaust(judged, scope, () => scripts, budget);
    runs += executions;
    const [named] = found.filter(
      ([signature, run]) =>
        baseline.isNewInScope(signature, 'any') && baseline.isNewInRun(signature, run),
    );
    if (named !== undefined) {
      const [signature, run] = named;
      const baseBound = baseline.boundIn('any');
      if (baseBound !== null) {
        const why = `${baseBound} of its base`;
        return { ...attempt, runs, seconds: seconds(), bound: why, caught: null };
      }
      const caught = { signature, found: run, reported: run, shrinkSeconds: 0 };
      return { ...attempt, runs, seconds: seconds(), bound: null, caught };
    }
    if (bound !== null) return { ...attempt, runs, seconds: seconds(), bound, caught: null };
  }
  return { ...attempt, runs, seconds: seconds(), bound: null, caught: null };
}

/** Batches of 1, 2, 4, ... scripts, up to `SCRIPTS_MAX`. */
function* batches(scripts: Iterable<Script>): Generator<readonly Script[]> {
  let batch: Script[] = [];
  let size = 1;
  for (const script of scripts) {
    batch.push(script);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
    size = Math.min(2 * size, SCRIPTS_MAX);
  }
  if (batch.length > 0) yield batch;
}
