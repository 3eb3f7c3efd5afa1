import type { Run } from '../../explore/run/run.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Breach } from '../../model/judges.ts';
import type { Property } from '../../model/property.ts';
import { callSequence, type SequenceEntry } from './call-sequence.ts';
import { foldRounds, type StoryEntry } from './fold-rounds.ts';
import type { StoryLine } from './story-line.ts';
import { storyLines } from './story-lines.ts';

/** A run that was replayed, as data for any reporter: no wording, no layout. */
export interface RunStory {
  readonly run: Run;
  /** The breach that the story is about: the one that the run is said to show, else the first. */
  readonly shown: Breach | null;
  /** What should hold instead, in a sentence of the model; empty if nothing breaks. */
  readonly mustHold: string;
  /** Every line. */
  readonly lines: readonly StoryLine[];
  /** The lines with repeated rounds folded. */
  readonly timeline: readonly StoryEntry[];
  readonly calls: readonly SequenceEntry[];
}

/** @param properties those that were judged */
export function runStory(
  run: Run,
  steps: readonly ReplayStep[],
  properties: readonly Property[],
): RunStory {
  const breaches = steps.flatMap((step) => step.breaches);
  const expected = breaches.find((breach) => breach.signature === run.expect?.signature);
  const shown = expected ?? breaches[0] ?? null;
  const lines = storyLines(steps, run.scope);
  return {
    run,
    shown,
    mustHold: properties.find(({ id }) => id === shown?.property)?.sentence ?? '',
    lines,
    timeline: foldRounds(lines),
    calls: callSequence(steps),
  };
}
