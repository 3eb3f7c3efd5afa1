import { spaceOf } from '../../explore/run/scope.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { CallNames } from '../counterexample/call-names.ts';
import { eventText } from '../counterexample/event-text.ts';
import { withPageNames } from '../counterexample/page-name.ts';
import { runStory } from '../story/run-story.ts';
import type { StoryLine } from '../story/story-line.ts';
import type { Finding } from './check-report.ts';

/** One line of a run, in words. */
export interface ToldLine extends Pick<StoryLine, 'from' | 'to' | 'memory' | 'pages' | 'breaches'> {
  /** The context; "everybody" for memory that becomes scarce and time that passes. */
  readonly lane: string;
  readonly text: string;
}

/** A run in words, line by line, without layout. */
export interface ToldRun {
  readonly lines: readonly ToldLine[];
  /** Its contexts, in the order in which they first act. */
  readonly lanes: readonly string[];
  /** What went wrong, with the names that the lines use. */
  readonly why: string;
}

const EVERYBODY = 'everybody';

/** Puts the run of a finding into words. */
export function toldRun({ run, steps, why }: Pick<Finding, 'run' | 'steps' | 'why'>): ToldRun {
  const names = new CallNames(run.actions);
  const space = spaceOf(run.scope);
  const lines = runStory(run, steps, knownProperties).lines.map(
    ({ from, to, memory, pages, breaches, lane, event }): ToldLine => ({
      from,
      to,
      memory,
      pages,
      breaches,
      lane: lane ?? EVERYBODY,
      text: eventText(event, names, space),
    }),
  );
  return {
    lines,
    lanes: [...new Set(lines.map(({ lane }) => lane))],
    why: names.inSentence(withPageNames(why, space)),
  };
}
