import type { Design } from '../impl/designs/design.ts';
import type { Property } from '../model/property.ts';
import type { CheckTask } from './check-plan.ts';
import { exhaust } from './exhaustive/exhaust.ts';
import { isJudgedByRuns } from './exhaustive/property-groups.ts';
import type { Findings } from './findings.ts';
import type { Script } from './script.ts';
import { scriptsOf } from './scripts.ts';
import type { Watch } from './watch.ts';

/** Explores every interleaving of some of a scope's scripts, or of the one given. */
export function exhaustPart(
  design: Design,
  judged: readonly Property[],
  task: Extract<CheckTask, { kind: 'exhaustive' }>,
  watch: Watch,
): Findings {
  const { scope, maxExecutions } = task;
  const budget = (executions: number, ofScript: number, steps: number): string | null => {
    watch.tell({ states: 0, transitions: steps, executions, depth: 0, frontier: 0 });
    if (ofScript >= maxExecutions) return `${maxExecutions} runs of a script`;
    return watch.stopped === null ? null : `${watch.stopped} after ${executions} runs`;
  };
  const properties = judged.filter(isJudgedByRuns);
  const exhausted = exhaust(design, scope, properties, scriptsOfPart(task), budget);
  return {
    cheapest: [],
    rough: exhausted.found,
    witnesses: exhausted.witnesses,
    runs: exhausted.executions,
    actions: exhausted.steps,
    states: 0,
    collisions: 0,
    unending: 0,
    unrepeated: null,
    bound: exhausted.bound,
  };
}

function scriptsOfPart({
  scope,
  script,
  part,
}: Extract<CheckTask, { kind: 'exhaustive' }>): readonly Script[] {
  if (script !== null) return [script];
  const scripts: Script[] = [];
  let number = 0;
  for (const each of scriptsOf(scope)) {
    if (number % part.of === part.index) scripts.push(each);
    number += 1;
  }
  return scripts;
}
