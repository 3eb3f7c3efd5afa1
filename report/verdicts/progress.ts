import type { Progress } from '../../explore/checking/check.ts';
import type { TaskProgress } from '../../explore/state-space/budget.ts';

/**
 * How far a check has come, in one line.
 * @param done what tasks have done that are at their end
 * @param now what the others have done so far
 * @param perSecond states and runs
 */
export function formatProgress(done: Progress, now: TaskProgress, perSecond: number): string {
  const states = done.states + now.states;
  const runs = done.runs + now.executions;
  return [
    `${done.tasksDone} of ${done.tasks} jobs`,
    ...(states === 0 ? [] : [`${states} states`]),
    ...(runs === 0 ? [] : [`${runs} runs`]),
    `${Math.max(0, perSecond).toFixed(0)}/s`,
    `depth ${now.depth}`,
    `frontier ${now.frontier}`,
    `${done.signatures} signatures`,
  ].join(', ');
}
