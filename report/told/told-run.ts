import { spaceOf } from '../../explore/run/scope.ts';
import type { Run } from '../../explore/run/run.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { CallNames } from '../counterexample/call-names.ts';
import { eventText } from '../counterexample/event-text.ts';
import { withPageNames } from '../counterexample/page-name.ts';
import { runStory } from '../story/run-story.ts';
import type { StoryLine } from '../story/story-line.ts';

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

/** A run that was replayed, and what went wrong in it, in a sentence; empty: nothing. */
interface Told {
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
  readonly why: string;
}

/** Puts a run into words. */
export function toldRun({ run, steps, why }: Told): ToldRun {
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
