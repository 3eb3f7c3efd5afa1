import type { PageChange, PageRun, PageUseKind } from '../../report/page/page-document.ts';

/** The kinds of use, the least notable first: a row of several pages shows the most notable. */
const USES: readonly PageUseKind[] = [
  'free',
  'filler',
  'held',
  'reserved',
  'cached',
  'deferred',
  'stray',
];

/** At most this many rows are drawn; in larger spaces a row stands for several stretches. */
const ROWS_MAX = 96;
/** Of smaller spaces every page has a row, whatever happens to it. */
const DRAWN_PAGES_MAX = 16;
/** What several calls have has no call. */
const NO_CALL = -1;

/** The address space over time, row by row from its lowest pages on. */
export interface StripCells {
  readonly rows: readonly StripRow[];
  /** The number of columns: one for each step, and one for the state before the first. */
  readonly columns: number;
  /** By row, then column: an index into `USES`. */
  readonly uses: Uint8Array;
  /** By row, then column: the number of the call; -1: none, or several. */
  readonly calls: Int32Array;
}

/** Pages from `lo` to `hi`, inclusive. */
export interface StripRow {
  readonly lo: number;
  readonly hi: number;
}

/**
 * Divides the space where anything ever begins or ends, so that stretches in which nothing happens
 * take no more room than a page, and follows the use of each stretch through the run.
 */
export function stripCells(run: PageRun): StripCells {
  const changes: readonly PageChange[] = [run.first, ...run.steps];
  const starts = startsIn(run, changes);
  const perRow = Math.ceil(starts.length / ROWS_MAX);
  const count = Math.ceil(starts.length / perRow);
  const columns = changes.length;
  const uses = new Uint8Array(count * columns);
  const calls = new Int32Array(count * columns).fill(NO_CALL);
  const useNow = new Uint8Array(starts.length);
  const callNow = new Int32Array(starts.length).fill(NO_CALL);
  const indexOf = new Map(starts.map((start, index) => [start, index]));
  for (const [column, { pages = [] }] of changes.entries()) {
    for (const [lo, hi, use, call = NO_CALL] of pages) {
      const end = indexOf.get(hi + 1) ?? starts.length;
      useNow.fill(USES.indexOf(use), indexOf.get(lo), end);
      callNow.fill(call, indexOf.get(lo), end);
    }
    for (let row = 0; row < count; row += 1) {
      const from = row * perRow;
      const to = Math.min(from + perRow, starts.length);
      uses[row * columns + column] = Math.max(...useNow.subarray(from, to));
      calls[row * columns + column] = onlyOf(callNow.subarray(from, to));
    }
  }
  const rows = Array.from({ length: count }, (_, row): StripRow => {
    const lo = starts[row * perRow] ?? 0;
    return { lo, hi: (starts[(row + 1) * perRow] ?? run.space.pages) - 1 };
  });
  return { rows, columns, uses, calls };
}

/** Every page at which a stretch begins, ascending; the 4 GiB line is one. */
function startsIn({ space }: PageRun, changes: readonly PageChange[]): readonly number[] {
  const isSmall = space.pages <= DRAWN_PAGES_MAX;
  const starts = new Set(isSmall ? Array(space.pages).keys() : [0, space.line]);
  for (const { pages = [] } of changes) {
    for (const [lo, hi] of pages) starts.add(lo).add(hi + 1);
  }
  return [...starts].filter((start) => start < space.pages).sort((a, b) => a - b);
}

function onlyOf(calls: Int32Array): number {
  const [first = NO_CALL] = calls;
  return calls.every((call) => call === first) ? first : NO_CALL;
}

/** A rectangle of the strip: rows and columns, both ends inclusive. */
export interface StripBlock {
  readonly use: PageUseKind;
  readonly call: number;
  readonly rowFrom: number;
  readonly rowTo: number;
  readonly from: number;
  readonly to: number;
}

/** The rectangles of the columns from `first` to `last`, inclusive, without what is free. */
export function stripBlocks(
  { rows, columns, uses, calls }: StripCells,
  first: number,
  last: number,
): readonly StripBlock[] {
  const blocks: StripBlock[] = [];
  let below = new Map<string, number>();
  for (let row = 0; row < rows.length; row += 1) {
    const here = new Map<string, number>();
    for (let from = first; from <= last;) {
      const use = uses[row * columns + from] as number;
      const call = calls[row * columns + from] as number;
      let to = from;
      while (
        to < last &&
        uses[row * columns + to + 1] === use &&
        calls[row * columns + to + 1] === call
      ) {
        to += 1;
      }
      const key = `${use}/${call}/${from}/${to}`;
      const grown = below.get(key);
      if (use > 0) {
        const index = grown ?? blocks.length;
        const block = { use: USES[use] ?? 'free', call, rowFrom: row, rowTo: row, from, to };
        const known = blocks[index];
        blocks[index] = known === undefined ? block : { ...known, rowTo: row };
        here.set(key, index);
      }
      from = to + 1;
    }
    below = here;
  }
  return blocks;
}
