import type { Progress } from '../../explore/checking/check.ts';
import type { TaskProgress } from '../../explore/state-space/budget.ts';

/**
 * How far a check is, in one line.
 * @param done the work of the tasks that have ended
 * @param now the work so far of those that are running
 * @param perSecond states and runs per second, of late
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
