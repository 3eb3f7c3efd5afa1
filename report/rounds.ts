import type { StoryLine } from './story.ts';

/** Lines of a story, and in place of repetitions how often they repeat. */
export type FoldedLine =
  | { readonly kind: 'line'; readonly line: StoryLine }
  | { readonly kind: 'rounds'; readonly text: string; readonly last: StoryLine };

/** Longest round that is recognised, in lines. */
const ROUND_LINES_MAX = 16;
/** Fewer rounds are told one by one. */
const ROUNDS_MIN = 3;

/**
 * Folds what repeats: the first round is told, the others are counted. Rounds that are alike but
 * for the pages they deal in are folded too, and the fold says so.
 */
export function foldRounds(lines: readonly StoryLine[]): readonly FoldedLine[] {
  const exact = lines.map((line) => keyOf(line, line.text));
  const shapes = lines.map((line) => keyOf(line, shapeOf(line.text)));
  const folded: FoldedLine[] = [];
  for (let at = 0; at < lines.length;) {
    const same = longestRepeat(exact, at);
    const alike = longestRepeat(shapes, at);
    const best = alike.saved > same.saved ? alike : same;
    const { period, rounds } = best;
    const end = at + period * rounds;
    for (const line of lines.slice(at, at + period)) folded.push({ kind: 'line', line });
    if (rounds > 1) {
      const from = lines[at + period]?.from ?? 0;
      const last = lines[end - 1] as StoryLine;
      const other = best === same ? '' : ', for other calls or pages';
      const text = `... ${rounds - 1} more rounds like this${other} (steps ${from} to ${last.to})`;
      folded.push({ kind: 'rounds', text, last });
    }
    at = end;
  }
  return folded;
}

interface Repeat {
  readonly period: number;
  readonly rounds: number;
  /** Lines that need not be told. */
  readonly saved: number;
}

function longestRepeat(keys: readonly string[], at: number): Repeat {
  let best: Repeat = { period: 1, rounds: 1, saved: 0 };
  for (let period = 1; period <= ROUND_LINES_MAX; period += 1) {
    let same = 0;
    while (at + period + same < keys.length && keys[at + same] === keys[at + period + same]) {
      same += 1;
    }
    const rounds = 1 + Math.floor(same / period);
    const saved = (rounds - 1) * period;
    if (rounds >= ROUNDS_MIN && saved > best.saved) best = { period, rounds, saved };
  }
  return best;
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
