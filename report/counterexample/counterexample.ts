import type { ReplayStep } from '../../explore/world/replay.ts';
import { formatNames, type Run } from '../../explore/run/run.ts';
import { formatScope, spaceOf } from '../../explore/run/scope.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import type { Breach } from '../../model/judges.ts';
import type { Property } from '../../model/property.ts';
import { CallList } from './call-list.ts';
import { CallNames } from './call-names.ts';
import { lengthClaim, memoryClaim } from './claims.ts';
import { formatLegend } from './legend.ts';
import { item } from '../text/item.ts';
import { withPageNames } from './page-name.ts';
import { Story, type StoryLine } from './story.ts';
import { drawTimeline } from './timeline.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';

/** A run that has happened, to be told. */
export interface PrintedRun {
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
  /** Those that were judged: their sentences are quoted. */
  readonly properties: readonly Property[];
  /** Where the run is, or will be, written to; null: nowhere. */
  readonly fileName: string | null;
  /** What a check knows of it; null: it only comes from a file. */
  readonly found: Counterexample | null;
  /** What is known of its signature, if anything is. */
  readonly known?: string;
}

/** How a report is written. */
export interface TextOptions {
  /** ANSI bold and red where something breaks. */
  readonly colour: boolean;
}

/**
 * A counterexample as text for a mail: what is broken and why, the run with one lane per context,
 * the calls alone in C, and the command that shows it again. ASCII, at most 100 columns.
 */
export function formatCounterexample(example: PrintedRun, options: TextOptions): string {
  const { run, steps } = example;
  const space = spaceOf(run.scope);
  const names = new CallNames(run.actions, space);
  const say = (sentence: string): string => names.inSentence(withPageNames(sentence, space));
  const breaches = steps.flatMap((step) => step.breaches);
  const story = new Story(steps, names, space);
  const timeline = drawTimeline(story.lines, {
    space,
    colour: options.colour,
    explain: (line) => explain(line, say),
  });
  const lines = [
    ...headline(example, breaches, say),
    '',
    ...formatLegend(run, story.lines),
    ...(example.found === null ? [] : claims(example.found, example.fileName)),
    '',
    ...timeline,
    '',
    'The calls alone:',
    ...new CallList(steps, names, run.scope).lines().map((line) => `  ${line}`),
    '',
    ...again(example.fileName),
    '',
  ];
  return lines.join('\n');
}

function headline(
  { run, properties, known }: PrintedRun,
  breaches: readonly Breach[],
  say: (sentence: string) => string,
): readonly string[] {
  const told = breaches.find((breach) => breach.signature === run.expect?.signature) ?? breaches[0];
  const who = `${formatNames(run)}, ${run.scope.callers} callers`;
  if (told === undefined) return [`${who}: nothing is broken`];
  const sentence = properties.find((property) => property.id === told.property)?.sentence ?? '';
  return [
    `${who}: ${told.property} is broken`,
    ...item('must hold', sentence),
    ...item('but', say(told.why)),
    ...item('signature', told.signature),
    ...(known === undefined ? [] : item('known', known)),
    ...(run.note === null ? [] : item('note', run.note)),
  ];
}

/** How to see it again; `fileName`: where it is kept, null: nowhere. */
function again(fileName: string | null): readonly string[] {
  if (fileName === null) return ['--out DIR keeps it as a file, for replay, shrink and realise.'];
  const command = `npx iova-check replay ${fileName}`;
  if (command.length + 2 <= COLUMNS_MAX) return ['Shown again by:', `  ${command}`];
  return ['Shown again by:', '  npx iova-check replay \\', `    ${fileName}`];
}

/** Whether it is the shortest, and whether memory could be refused so. */
function claims(found: Counterexample, fileName: string | null): readonly string[] {
  const memory = memoryClaim(found);
  const scope = found.proof?.among === 'its calls' ? ` in ${formatScope(found.proof.scope)}` : '';
  const isRealised = memory !== null && found.realisation.kind === 'realised';
  const shown = isRealised && fileName !== null ? `: npx iova-check realise ${fileName}` : '';
  return [
    ...item('length', `${lengthClaim(found, formatScope)}${scope}`),
    ...(memory === null ? [] : item('refusals', `${memory}${shown}`)),
  ];
}

/** Under the line that breaks something. */
function explain(line: StoryLine, say: (sentence: string) => string): readonly string[] {
  const whys = new Map<string, string[]>();
  for (const { why, property } of line.breaches) {
    whys.set(why, [...(whys.get(why) ?? []), property]);
  }
  return [...whys].flatMap(([why, ids]) => {
    const verb = ids.length === 1 ? 'is' : 'are';
    const text = `${ids.join(', ')} ${verb} broken here: ${say(why)}`;
    return wrapText(text, COLUMNS_MAX, '  ^^^ ', '      ');
  });
}
