import { descriptionOf } from '../../port/call-table.ts';
import { longestRepeat } from './repeats.ts';
import type { StoryEvent, StoryLine } from './story-line.ts';

/** A line of a story, or rounds that are left out because they repeat the lines before them. */
export type StoryEntry =
  | { readonly kind: 'line'; readonly line: StoryLine }
  | {
      readonly kind: 'rounds';
      /** How many rounds are left out, 1 or more. */
      readonly rounds: number;
      /** False: they deal in other pages, or calls of other numbers, but are otherwise the same. */
      readonly isExact: boolean;
      /** The actions that they cover, from 1, inclusive. */
      readonly from: number;
      readonly to: number;
      /** The last line left out. */
      readonly last: StoryLine;
    };

/** Rounds that are only alike must save this many lines: what differs in them is lost. */
const ALIKE_SAVED_MIN = 6;

/** Folds what repeats: the first round stays, the others become one entry. */
export function foldRounds(lines: readonly StoryLine[]): readonly StoryEntry[] {
  const exact = lines.map((line) => keyOf(line, exactText(line.event)));
  const shapes = lines.map((line) => keyOf(line, shapeText(line.event)));
  const entries: StoryEntry[] = [];
  for (let at = 0; at < lines.length;) {
    const same = longestRepeat(exact, at, 1);
    const alike = longestRepeat(shapes, at, ALIKE_SAVED_MIN);
    const best = alike.saved > same.saved ? alike : same;
    const { period, rounds } = best;
    const end = at + period * rounds;
    const first = lines.slice(at, at + period);
    if (rounds === 1) entries.push(...first.map((line) => ({ kind: 'line', line }) as const));
    else {
      const last = lines[end - 1] as StoryLine;
      const from = lines[at + period]?.from ?? last.from;
      const folded = { rounds: rounds - 1, isExact: best === same, from, to: last.to, last };
      entries.push(...foldRounds(first), { kind: 'rounds', ...folded });
    }
    at = end;
  }
  return entries;
}

/** A line in which something breaks is like no other. */
function keyOf(line: StoryLine, text: string): string {
  if (line.breaches.length > 0) return `${line.from}`;
  return `${line.lane ?? ''}|${line.memory}|${text}`;
}

/** Equal for events that read the same. */
function exactText(event: StoryEvent): string {
  return JSON.stringify(event, (name, value: unknown) =>
    name === 'number' && !isNamed(event) ? undefined : value,
  );
}

/** A reader meets the number of a call again only if others can name what it got. */
function isNamed(event: StoryEvent): boolean {
  return 'call' in event && descriptionOf(event.call).pagesGranted(event.call) !== null;
}

const RANGES: ReadonlySet<string> = new Set(['range', 'granted', 'span']);

/** Equal for events that differ in ranges, and in the calls and pages that they name, alone. */
function shapeText(event: StoryEvent): string {
  return JSON.stringify(event, (name, value: unknown) => {
    if (name === 'number') return undefined;
    if (RANGES.has(name)) return value !== null;
    if (name === 'what' && isGrantedPage(value)) return true;
    return typeof value === 'string' ? value.replaceAll(/\[\d+,\d+\]/g, '[]') : value;
  });
}

function isGrantedPage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'call' in value;
}
