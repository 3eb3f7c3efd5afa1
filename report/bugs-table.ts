import type { Attempt } from '../explore/bugs/attempt.ts';
import type { Cost } from '../explore/execution.ts';
import type { SeededBug } from '../impl/bugs/seeded-bug.ts';
import { alignColumns } from './columns.ts';

const HEAD = ['bug', 'must', 'engine', 'caught', 'runs', 'seconds', 'found', 'told', 'preempted'];

/** Each engine on each bug, and a summary. */
export function formatBugs(bugs: readonly SeededBug[], attempts: readonly Attempt[]): string {
  const rows = bugs.flatMap((bug) => {
    const own = attempts.filter(({ bug: name }) => name === bug.design.name);
    return own.map((attempt, at) => rowOf(bug, attempt, at === 0));
  });
  const lines = alignColumns([HEAD, ...rows]);
  return `${lines.join('\n')}\n`;
}

function rowOf(bug: SeededBug, attempt: Attempt, first: boolean): readonly string[] {
  const { engine, caught, runs, states, seconds, bound } = attempt;
  const name = first ? [bug.design.name, bug.caughtBy] : ['', ''];
  const spent = [engine === 'shortest' ? `${states} states` : String(runs), seconds.toFixed(1)];
  if (caught === null) return [...name, engine, bound === null ? 'no' : 'not yet', ...spent];
  const { found, reported, preemptions } = caught;
  const lengths = [formatCost(found.cost), formatCost(reported.cost), String(preemptions)];
  return [...name, engine, 'yes', ...spent, ...lengths];
}

/** "calls/refusals/switches/steps" */
function formatCost({ calls, refusals, switches, steps }: Cost): string {
  return [calls, refusals, switches, steps].join('/');
}
