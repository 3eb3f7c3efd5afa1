import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { formatNames } from '../../explore/run/run.ts';
import { formatScope, spaceOf } from '../../explore/run/scope.ts';
import { runStory, type RunStory } from '../story/run-story.ts';
import type { StoryLine } from '../story/story-line.ts';
import { labelledText } from '../text/labelled-text.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { CallNames } from './call-names.ts';
import { callsInC } from './calls-in-c.ts';
import { explanationLines } from './explanation-lines.ts';
import { formatLegend } from './legend.ts';
import { lengthClaim } from './length-claim.ts';
import { memoryClaim } from './memory-claim.ts';
import { withPageNames } from './page-name.ts';
import type { PrintedRun } from './printed-run.ts';
import { sourceLines } from './source-lines.ts';
import { drawTimeline } from './timeline.ts';

/** How a report is written. */
export interface TextOptions {
  /** Whether lines in which something breaks are in ANSI bold and red. */
  readonly colour: boolean;
  /** The last line of a run that is in no file; absent: that `--out` writes it. */
  readonly inNoFile?: string;
}

/**
 * A counterexample as text for a mail: what breaks and why, the run with one lane per context, the
 * calls alone in C, and the command that replays it. ASCII, at most 100 columns.
 */
export function formatCounterexample(example: PrintedRun, options: TextOptions): string {
  const { run, steps, properties, found, fileName } = example;
  const story = runStory(run, steps, properties);
  const space = spaceOf(run.scope);
  const names = new CallNames(run.actions);
  const inNames = (sentence: string): string => names.inSentence(withPageNames(sentence, space));
  const timeline = drawTimeline(story.timeline, {
    names,
    space,
    colour: options.colour,
    explain: (line) => explain(line, inNames),
  });
  const lines = [
    ...headline(example, story, inNames),
    '',
    ...formatLegend(run, story.lines),
    ...(found === null ? [] : claims(found, fileName)),
    '',
    ...timeline,
    '',
    ...sourceLines(steps),
    'The calls alone:',
    ...callsInC(story.calls, names, space, run.scope).map((line) => `  ${line}`),
    '',
    ...replayHint(fileName, options),
    '',
  ];
  return lines.join('\n');
}

function headline(
  { known, explanation = null }: PrintedRun,
  { run, shown, mustHold }: RunStory,
  inNames: (sentence: string) => string,
): readonly string[] {
  const who = `${formatNames(run)}, ${run.scope.callers} callers`;
  if (shown === null) return [`${who}: nothing is broken`];
  return [
    `${who}: ${shown.property} is broken`,
    ...labelledText('must hold', mustHold),
    ...labelledText('but', inNames(shown.why)),
    ...(explanation === null ? [] : explanationLines(explanation, shown.property)),
    ...labelledText('signature', shown.signature),
    ...(known === undefined ? [] : labelledText('known', known)),
    ...(run.note === null ? [] : labelledText('note', run.note)),
  ];
}

/** How to see it again; `fileName` as in `PrintedRun`. */
function replayHint(
  fileName: string | null,
  { inNoFile = '--out DIR writes it to a file, for replay, shrink and realise.' }: TextOptions,
): readonly string[] {
  if (fileName === null) return [inNoFile];
  const command = `npx iova-check replay ${fileName}`;
  if (command.length + 2 <= columns()) return ['Replay it with:', `  ${command}`];
  const fits = fileName.length + 4 <= columns();
  const parts = fits ? [fileName] : fileName.split(/ (?=--)/);
  return ['Replay it with:', '  npx iova-check replay \\', `    ${parts.join(' \\\n    ')}`];
}

/** Whether it is the shortest, and whether memory could be refused so. */
function claims(found: Counterexample, fileName: string | null): readonly string[] {
  const memory = memoryClaim(found);
  const scope = found.proof?.among === 'its calls' ? ` in ${formatScope(found.proof.scope)}` : '';
  const isRealised = memory !== null && found.realisation.kind === 'realised';
  const shown = isRealised && fileName !== null ? `: npx iova-check realise ${fileName}` : '';
  return [
    ...labelledText('length', `${lengthClaim(found, formatScope)}${scope}`),
    ...(memory === null ? [] : labelledText('refusals', `${memory}${shown}`)),
  ];
}

/** Under a line that breaks something: the properties that break for the same reason together. */
function explain(line: StoryLine, inNames: (sentence: string) => string): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { why, property } of line.breaches) {
    byReason.set(why, [...(byReason.get(why) ?? []), property]);
  }
  return [...byReason].flatMap(([why, ids]) => {
    const verb = ids.length === 1 ? 'is' : 'are';
    const text = `${ids.join(', ')} ${verb} broken here: ${inNames(why)}`;
    return wrapText(text, columns(), '  ^^^ ', '      ');
  });
}
