import type { Space } from '../../model/call.ts';
import { type FoldedLine, foldRounds } from './rounds.ts';
import { isDrawn } from './space-map.ts';
import type { StoryLine } from './story.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';

/** What a timeline is drawn with. */
export interface TimelineOptions {
  readonly space: Space;
  /** ANSI bold and red for what breaks something. */
  readonly colour: boolean;
  /** Under a line that breaks something: why it does. */
  readonly explain: (line: StoryLine) => readonly string[];
}

/** Columns that the text of the last lane has at least. */
const TEXT_COLUMNS_MIN = 46;
const LANE_COLUMNS_MAX = 22;
const LANES = ['cpu', 'irq', 'worker', 'teardown'];

/**
 * The story with one lane for each context that occurs in it. A bar stands where a context is in
 * the middle of a call.
 *
 *      step mem   -2..+1  cpu0        worker
 *       1-6       .a|..   a = alloc_iova(1 page up to -1) -> [-1]
 *       7-9 nodes .a|..   free_iova(a)
 *     10-12 nodes         |           kworker picks up the work
 */
export function drawTimeline(
  story: readonly StoryLine[],
  options: TimelineOptions,
): readonly string[] {
  const lanes = lanesOf(story);
  const pages = options.space.topPfn - options.space.startPfn + 1;
  const mapColumns = isDrawn(options.space) ? Math.max(pages + 1, 'pages'.length) : 0;
  const left = '> 1234-1234 nodes '.length + (mapColumns === 0 ? 0 : mapColumns + 2);
  const room = COLUMNS_MAX - left;
  const spread = Math.floor((room - TEXT_COLUMNS_MIN) / Math.max(1, lanes.length - 1));
  const laneColumns = lanes.length === 1 ? room : Math.min(LANE_COLUMNS_MAX, spread);
  const page: Page = { lanes, left, laneColumns, mapColumns, lastMap: '' };
  const pagesHead = mapColumns > 0 ? 'pages'.padEnd(mapColumns + 2) : '';
  const head = `${'step'.padStart(11)} mem   ${pagesHead}`;
  const names = lanes.map((lane) => lane.padEnd(laneColumns)).join('');
  const drawn = [`${head}${names}`.trimEnd()];
  for (const folded of foldRounds(story)) {
    const lines = drawFolded(folded, page);
    const why = folded.kind === 'line' ? options.explain(folded.line) : [];
    const bright = options.colour && why.length > 0;
    for (const line of [...lines, ...why]) drawn.push(bright ? `\x1b[1;31m${line}\x1b[0m` : line);
    if (folded.kind === 'line' && folded.line.map !== '') page.lastMap = folded.line.map;
    if (folded.kind === 'rounds') page.lastMap = folded.last.map;
  }
  return drawn;
}

/** CPUs, interrupts, worker, teardown: those that occur. */
function lanesOf(story: readonly StoryLine[]): readonly string[] {
  const found = new Set<string>();
  for (const { lane } of story) if (lane !== null) found.add(lane);
  const rank = (lane: string): number => LANES.findIndex((prefix) => lane.startsWith(prefix));
  return [...found].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Where things stand on the page. */
interface Page {
  readonly lanes: readonly string[];
  /** Columns before the first lane. */
  readonly left: number;
  readonly laneColumns: number;
  /** Columns of the picture of the space; 0: it is not drawn. */
  readonly mapColumns: number;
  /** The picture drawn last: it is drawn where it changes. */
  lastMap: string;
}

function drawFolded(folded: FoldedLine, page: Page): readonly string[] {
  if (folded.kind === 'line') {
    const { line } = folded;
    const steps = line.from === line.to ? `${line.from}` : `${line.from}-${line.to}`;
    return draw(line, steps, line.text, page);
  }
  const { last, text } = folded;
  return draw({ ...last, lane: null, breaches: [], memory: '' }, '', text, page);
}

function draw(line: StoryLine, steps: string, text: string, page: Page): readonly string[] {
  const mark = line.breaches.length > 0 ? '>' : ' ';
  const map = line.map === page.lastMap ? '' : line.map;
  const picture = page.mapColumns === 0 ? '' : map.padEnd(page.mapColumns + 2);
  const head = `${mark} ${steps.padStart(9)} ${line.memory.padEnd(5)} ${picture}`;
  const at = line.lane === null ? 0 : page.lanes.indexOf(line.lane);
  const indent = at * page.laneColumns;
  const wrapped = wrapText(text, COLUMNS_MAX - page.left - indent, '', '    ');
  return wrapped.map((piece, row) => {
    const before = row === 0 ? head : ' '.repeat(page.left);
    return `${before}${withBars(piece, indent, line, page)}`.trimEnd();
  });
}

/** The text in its lane, and bars in the lanes of contexts that are in a call. */
function withBars(text: string, indent: number, line: StoryLine, page: Page): string {
  const signs = `${' '.repeat(indent)}${text}`.split('');
  for (const [at, lane] of page.lanes.entries()) {
    const column = at * page.laneColumns;
    if (!line.open.has(lane) || lane === line.lane) continue;
    const isFree = column < indent || column > indent + text.length;
    if (!isFree || (line.lane === null && column < text.length)) continue;
    while (signs.length < column) signs.push(' ');
    signs[column] = '|';
  }
  return signs.join('');
}
