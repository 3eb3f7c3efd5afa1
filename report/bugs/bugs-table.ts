import type { Hunted, JudgedAttempt } from '../../explore/studies/bugs/attempt.ts';
import { alignColumns } from '../text/align-columns.ts';
import { formatCost } from '../verdicts/format-cost.ts';

const HEAD = [
  'bug',
  'caught by',
  'engine',
  'runs',
  'seconds',
  'found',
  'reported',
  'shortest',
  'preempted',
];
const LEGEND = [
  'found, reported, shortest: calls/refusals/switches/steps of the run that the engine found, of',
  'the run that it reports, and of the shortest run with that signature in the scope of the bug',
  '("-": the scope has none, or only as a hang). preempted: how often the reported run leaves a',
  'context that could have gone on. In rows of the engine "shortest", runs counts states, and',
  'seconds covers the whole scope: that engine does not stop at what it finds. --json has the',
  'signatures.',
];

/** A table of bugs, a row for each engine that hunted one, and its legend. */
export function formatBugsTable(hunted: readonly Hunted[]): string {
  const rows = hunted.flatMap(({ bug, attempts }) =>
    attempts.map((attempt, at) => rowOf(at === 0 ? bug : '', attempt)),
  );
  return `${[...alignColumns([HEAD, ...rows]), '', ...LEGEND].join('\n')}\n`;
}

function rowOf(bug: string, attempt: JudgedAttempt): readonly string[] {
  const { engine, caught, other, runs, states, seconds, bound, shortest, preemptions } = attempt;
  const spent = [engine, String(engine === 'shortest' ? states : runs), seconds.toFixed(1)];
  if (caught === null) {
    const who = other === null ? 'nobody' : `${other.split(' ', 1).join('')} only`;
    return [bug, bound === null ? who : `${who} so far`, ...spent];
  }
  const [property = ''] = caught.signature.split(' ', 1);
  const lengths = [
    formatCost(caught.found.cost),
    formatCost(caught.reported.cost),
    shortest === null ? '-' : formatCost(shortest),
  ];
  return [bug, property, ...spent, ...lengths, String(preemptions)];
}
