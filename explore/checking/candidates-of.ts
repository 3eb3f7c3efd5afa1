import { isHeavilyStocked } from '../run/scope-caches.ts';
import { compareCost } from '../state-space/cost.ts';
import type { Execution } from '../world/execution.ts';
import { type Minimal, simplerOf } from '../minimal/minimality.ts';
import type { Candidates } from '../minimal/minimise.ts';
import type { CheckTask } from './check-plan.ts';
import type { TaskResult } from './findings.ts';

/**
 * At most this many runs of one signature are shrunk. More than one, because shrinking from
 * different runs ends at different runs.
 */
const SHRUNK_PER_SIGNATURE = 3;

/**
 * The candidate runs of each signature, in the order in which tasks found them. Runs that begin
 * with much in caches are left out if anything else shows the signature.
 */
export function candidatesOf(outcomes: readonly TaskResult[]): readonly Candidates[] {
  const cheapest = new Map<string, Minimal>();
  const rough = new Map<string, Execution[]>();
  for (const { task, findings } of outcomes) {
    for (const [signature, run] of findings?.rough ?? []) {
      rough.set(signature, [...(rough.get(signature) ?? []), run]);
    }
    for (const [signature, execution] of findings?.cheapest ?? []) {
      const found: Minimal = { execution, proof: proofBy(task, findings?.bound ?? null) };
      cheapest.set(signature, simplerOf(cheapest.get(signature) ?? null, found));
    }
  }
  return [...new Set([...cheapest.keys(), ...rough.keys()])].map((signature) => {
    const found = cheapest.get(signature) ?? null;
    const runs = (rough.get(signature) ?? []).toSorted((a, b) => compareCost(a.cost, b.cost));
    const quick = runs.filter(({ scope }) => !isHeavilyStocked(scope));
    const shrunk = found === null && quick.length === 0 ? runs : quick;
    return { signature, cheapest: found, rough: shrunk.slice(0, SHRUNK_PER_SIGNATURE) };
  });
}

/**
 * Among which runs the task's cheapest ones are proved to be the simplest; null: nothing is proved.
 */
function proofBy(task: CheckTask, bound: string | null): Minimal['proof'] {
  if (task.kind !== 'shortest' || bound !== null) return null;
  return { among: task.script === null ? 'all runs' : 'its calls', scope: task.scope };
}
