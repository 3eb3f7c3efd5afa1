import { judgedBy, type Subject } from '../../port/subject.ts';
import type { CheckTask } from './check-plan.ts';
import { turning } from '../world/cut-short.ts';
import { exhaust, type Exhausted, type RunBudget } from '../engines/exhaustive/exhaust.ts';
import { isJudgedByRuns } from '../engines/exhaustive/property-groups.ts';
import type { Findings } from './findings.ts';
import type { Script } from '../run/script.ts';
import { scriptsOf } from '../run/scripts.ts';
import type { Watch } from '../state-space/watch.ts';

/**
 * Explores every interleaving of the task's script, or of its part of the scope's scripts.
 * @throws CutShort with what was found, if a step throws or a run does not happen again
 */
export function exhaustPart(
  judged: Subject,
  task: Extract<CheckTask, { kind: 'exhaustive' }>,
  watch: Watch,
): Findings {
  const { scope, maxExecutions } = task;
  const stopAfter = (executions: number): string | null =>
    watch.stopped === null ? null : `${watch.stopped} after ${executions} runs`;
  const budget: RunBudget = {
    maxExecutions,
    stopped(executions, steps, depth) {
      watch.tell({ states: 0, transitions: steps, executions, depth, frontier: 0 });
      return stopAfter(executions);
    },
  };
  const subject = judgedBy(judged, judged.properties.filter(isJudgedByRuns));
  const work = (): Exhausted => exhaust(subject, scope, () => scriptsOfPart(task, watch), budget);
  return turning(work, (exhausted) => ({
    cheapest: [],
    rough: exhausted.found,
    witnesses: exhausted.witnesses,
    runs: exhausted.executions,
    actions: exhausted.steps,
    states: 0,
    collisions: 0,
    unending: 0,
    entries: {},
    unrepeated: null,
    bound: exhausted.bound ?? stopAfter(exhausted.executions),
    fault: null,
  }));
}

/**
 * The scripts of the task, generated as they are needed, because a large scope has too many to
 * keep. It ends when a stop is asked for.
 */
function* scriptsOfPart(
  { scope, script, part }: Extract<CheckTask, { kind: 'exhaustive' }>,
  watch: Watch,
): Generator<Script> {
  if (script !== null) {
    yield script;
    return;
  }
  let number = 0;
  for (const each of scriptsOf(scope)) {
    if (watch.stopped !== null) return;
    if (number % part.of === part.index) yield each;
    number += 1;
  }
}
