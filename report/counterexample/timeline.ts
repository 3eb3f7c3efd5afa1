import type { Space } from '../../model/call.ts';
import type { StoryEntry } from '../story/fold-rounds.ts';
import type { StoryLine } from '../story/story-line.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import type { CallNames } from './call-names.ts';
import { eventText } from './event-text.ts';
import { isDrawn, spacePicture } from './space-picture.ts';

/** What a timeline is drawn with. */
export interface TimelineOptions {
  readonly names: CallNames;
  readonly space: Space;
  /** Whether a line that breaks something is in ANSI bold and red. */
  readonly colour: boolean;
  /** The lines that stand under one that breaks something, and say why it does; [] under others. */
  readonly explain: (line: StoryLine) => readonly string[];
}

/** Columns that the text of the last lane has at least. */
const TEXT_COLUMNS_MIN = 46;
const LANE_COLUMNS_MAX = 22;
/** With less room for a lane, there is one column, and each line begins with its lane's name. */
const LANE_COLUMNS_MIN = 5;
const LANES = ['cpu', 'irq', 'worker', 'teardown'];

/**
 * The story with one lane for each context that occurs in it, at most 100 columns wide. A bar
 * stands where a context is in the middle of a call.
 *
 *      step mem   pages  cpu0        worker
 *       1-6       .a|..  a = alloc_iova(1 page up to -1) -> [-1]
 *       7-9 nodes .a|..  free_iova(a)
 *     10-12 nodes        |           kworker picks up the work
 */
export function drawTimeline(
  entries: readonly StoryEntry[],
  options: TimelineOptions,
): readonly string[] {
  const { space, names, colour, explain } = options;
  const found = lanesOf(entries);
  const pages = space.topPfn - space.startPfn + 1;
  const mapColumns = isDrawn(space) ? Math.max(pages + 1, 'pages'.length) : 0;
  const left = '> 1234-1234 nodes '.length + (mapColumns === 0 ? 0 : mapColumns + 2);
  const room = columns() - left;
  const spread = Math.floor((room - TEXT_COLUMNS_MIN) / Math.max(1, found.length - 1));
  const isLabelled = found.length > 1 && spread < LANE_COLUMNS_MIN;
  const lanes = isLabelled ? [] : found;
  const laneColumns = lanes.length < 2 ? room : Math.min(LANE_COLUMNS_MAX, spread);
  const page: Page = {
    lanes,
    isLabelled,
    left,
    laneColumns,
    mapColumns,
    names,
    space,
    lastPicture: '',
  };
  const pagesHead = mapColumns > 0 ? 'pages'.padEnd(mapColumns + 2) : '';
  const head = `${'step'.padStart(11)} mem   ${pagesHead}`;
  const laneHeads = lanes.map((lane) => lane.padEnd(laneColumns)).join('');
  const drawn = [`${head}${laneHeads}`.trimEnd()];
  for (const entry of entries) {
    const lines = drawEntry(entry, page);
    const why = entry.kind === 'line' ? explain(entry.line) : [];
    const isBright = colour && why.length > 0;
    for (const line of [...lines, ...why]) drawn.push(isBright ? `\x1b[1;31m${line}\x1b[0m` : line);
  }
  return drawn;
}

/** CPUs, interrupts, worker, teardown: those that occur. */
function lanesOf(entries: readonly StoryEntry[]): readonly string[] {
  const found = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === 'line' && entry.line.lane !== null) found.add(entry.line.lane);
  }
  const rank = (lane: string): number => LANES.findIndex((prefix) => lane.startsWith(prefix));
  return [...found].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Where things stand on the page. */
interface Page {
  readonly lanes: readonly string[];
  readonly isLabelled: boolean;
  /** Columns before the first lane. */
  readonly left: number;
  readonly laneColumns: number;
  /** Columns of the picture of the space; 0: it is not drawn. */
  readonly mapColumns: number;
  readonly names: CallNames;
  readonly space: Space;
  /** The picture that was drawn last: one that does not change is left out. */
  lastPicture: string;
}

/** What stands in one line of the page. */
interface Row {
  readonly isBroken: boolean;
  readonly steps: string;
  readonly memory: string;
  readonly text: string;
}

function drawEntry(entry: StoryEntry, page: Page): readonly string[] {
  if (entry.kind === 'rounds') {
    const { rounds, isExact, from, to, last } = entry;
    const other = isExact ? '' : ', for other calls or pages';
    const text = `... ${rounds} more rounds like this${other} (steps ${from} to ${to})`;
    return draw({ ...last, lane: null }, { isBroken: false, steps: '', memory: '', text }, page);
  }
  const { line } = entry;
  return draw(
    line,
    {
      isBroken: line.breaches.length > 0,
      steps: line.from === line.to ? `${line.from}` : `${line.from}-${line.to}`,
      memory: line.memory === 'none' ? '' : line.memory,
      text: textOf(line, page),
    },
    page,
  );
}

function textOf({ lane, event }: StoryLine, { isLabelled, names, space }: Page): string {
  const text = eventText(event, names, space);
  return isLabelled && lane !== null ? `${lane}: ${text}` : text;
}

function draw(
  line: StoryLine,
  { isBroken, steps, memory, text }: Row,
  page: Page,
): readonly string[] {
  const picture = pictureOf(line, page);
  const head = `${isBroken ? '>' : ' '} ${steps.padStart(9)} ${memory.padEnd(5)} ${picture}`;
  const at = line.lane === null ? 0 : Math.max(0, page.lanes.indexOf(line.lane));
  const indent = at * page.laneColumns;
  const wrapped = wrapText(text, columns() - page.left - indent, '', '    ');
  return wrapped.map((piece, row) => {
    const before = row === 0 ? head : ' '.repeat(page.left);
    return `${before}${withBars(piece, indent, line, page)}`.trimEnd();
  });
}

function pictureOf({ pages }: StoryLine, page: Page): string {
  if (page.mapColumns === 0) return '';
  const picture = spacePicture(pages, page.names, page.space);
  const shown = picture === page.lastPicture ? '' : picture;
  page.lastPicture = picture;
  return shown.padEnd(page.mapColumns + 2);
}

/** The text in its lane, and bars in the lanes of contexts that are in a call. */
function withBars(text: string, indent: number, line: StoryLine, page: Page): string {
  const signs = `${' '.repeat(indent)}${text}`.split('');
  for (const [at, lane] of page.lanes.entries()) {
    const column = at * page.laneColumns;
    if (!line.inCall.includes(lane) || lane === line.lane) continue;
    const isFree = column < indent || column > indent + text.length;
    if (!isFree || (line.lane === null && column < text.length)) continue;
    while (signs.length < column) signs.push(' ');
    signs[column] = '|';
  }
  return signs.join('');
}
