import type { Hunted, JudgedAttempt } from '../../explore/studies/bugs/attempt.ts';
import type { Cost } from '../../explore/state-space/cost.ts';
import { alignColumns } from '../text/columns.ts';

const HEAD = [
  'bug',
  'caught by',
  'engine',
  'runs',
  'seconds',
  'found',
  'told',
  'shortest',
  'preempted',
];
const HOW = [
  'Lengths are calls/refusals/switches/steps: of the run as it was found, as it is told, and of',
  'the shortest one of that signature in the scope of the bug ("-": that has it not, or only in a',
  'hang). "preempted": how often, in the run told, somebody is left who could have gone on. Of the',
  'engine "shortest", states, not runs, and seconds, of all of the scope: it does not stop at what',
  'it finds. --json has the signatures.',
];

/** Each engine on each bug. */
export function formatBugsTable(hunted: readonly Hunted[]): string {
  const rows = hunted.flatMap(({ bug, attempts }) =>
    attempts.map((attempt, at) => rowOf(at === 0 ? bug : '', attempt)),
  );
  return `${[...alignColumns([HEAD, ...rows]), '', ...HOW].join('\n')}\n`;
}

function rowOf(bug: string, attempt: JudgedAttempt): readonly string[] {
  const { engine, caught, other, runs, states, seconds, bound, shortest, preemptions } = attempt;
  const spent = [engine, String(engine === 'shortest' ? states : runs), seconds.toFixed(1)];
  if (caught === null) {
    const who = other === null ? 'nobody' : `${other.split(' ', 1).join('')} only`;
    return [bug, bound === null ? who : `${who}, yet`, ...spent];
  }
  const [property = ''] = caught.signature.split(' ', 1);
  const lengths = [caught.found.cost, caught.reported.cost, shortest].map(formatCost);
  return [bug, property, ...spent, ...lengths, String(preemptions)];
}

/** "calls/refusals/switches/steps" */
export function formatCost(cost: Cost | null): string {
  if (cost === null) return '-';
  return [cost.calls, cost.refusals, cost.switches, cost.steps].join('/');
}
