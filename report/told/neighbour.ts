import { formatNames, type Run } from '../../explore/run/run.ts';
import { spaceOf } from '../../explore/run/scope.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Property } from '../../model/property.ts';
import type { StoryEntry } from '../story/fold-rounds.ts';
import { runStory } from '../story/run-story.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { CallNames } from '../counterexample/call-names.ts';
import { callsInC } from '../counterexample/calls-in-c.ts';
import type { TextOptions } from '../counterexample/counterexample.ts';
import { drawTimeline } from '../counterexample/timeline.ts';

/** The run beside a counterexample that passes. */
export interface PassingRun {
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
  readonly properties: readonly Property[];
  /** The number of the first action in which it differs from the counterexample, from 1. */
  readonly from: number;
}

/** The nearest run that passes, from where it parts, as text of at most 100 columns. */
export function formatNeighbour(
  { run, steps, properties, from }: PassingRun,
  { colour }: TextOptions,
): string {
  const story = runStory(run, steps, properties);
  const space = spaceOf(run.scope);
  const names = new CallNames(run.actions);
  const own = story.timeline.filter((entry) => endOf(entry) >= from);
  const title = `${formatNames(run)}: the nearest run that passes, the same up to step ${from - 1}`;
  const lines = [
    ...wrapText(title, columns(), '', '  '),
    '',
    ...drawTimeline(own, { names, space, colour, explain: () => [] }),
    '',
    'The calls alone:',
    ...callsInC(story.calls, names, space, run.scope).map((line) => `  ${line}`),
    '',
  ];
  return lines.join('\n');
}

/** The number of the last action of an entry. */
function endOf(entry: StoryEntry): number {
  return entry.kind === 'line' ? entry.line.to : entry.to;
}
