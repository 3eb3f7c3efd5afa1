import { longestRepeat } from '../text/repeats.ts';
import type { StoryLine } from './story.ts';

/** Lines of a story, and in place of repetitions how often they repeat. */
export type FoldedLine =
  | { readonly kind: 'line'; readonly line: StoryLine }
  | { readonly kind: 'rounds'; readonly text: string; readonly last: StoryLine };

/** Rounds that are only alike must save this many lines: their names are lost. */
const ALIKE_SAVED_MIN = 6;

/**
 * Folds what repeats: the first round is told, the others are counted. Rounds that are alike but
 * for the pages and calls they deal in are folded too, and the fold says so.
 */
export function foldRounds(lines: readonly StoryLine[]): readonly FoldedLine[] {
  const exact = lines.map((line) => keyOf(line, line.text));
  const shapes = lines.map((line) => keyOf(line, shapeOf(line.text)));
  const folded: FoldedLine[] = [];
  for (let at = 0; at < lines.length;) {
    const same = longestRepeat(exact, at, 1);
    const alike = longestRepeat(shapes, at, ALIKE_SAVED_MIN);
    const best = alike.saved > same.saved ? alike : same;
    const { period, rounds } = best;
    const end = at + period * rounds;
    const first = lines.slice(at, at + period);
    if (rounds === 1) folded.push(...first.map((line) => ({ kind: 'line', line }) as const));
    else {
      const from = lines[at + period]?.from ?? 0;
      const last = lines[end - 1] as StoryLine;
      const other = best === same ? '' : ', for other calls or pages';
      const text = `... ${rounds - 1} more rounds like this${other} (steps ${from} to ${last.to})`;
      folded.push(...foldRounds(first), { kind: 'rounds', text, last });
    }
    at = end;
  }
  return folded;
}

/** A line that breaks something is like no other. */
function keyOf(line: StoryLine, text: string): string {
  if (line.breaches.length > 0) return `${line.from}`;
  return `${line.lane ?? ''}|${line.memory}|${text}`;
}

/** The text without names of pages and calls. */
function shapeOf(text: string): string {
  return text
    .replaceAll(/\[[-+\d,]+\]/g, '[]')
    .replaceAll(/^[a-zA-Z]\d* = /g, '_ = ')
    .replaceAll(/\((?:page \d+ of )?[a-zA-Z]\d*\)/g, '(_)');
}
