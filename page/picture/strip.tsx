import type { JSX } from 'preact';
import type { PageRun, PageUseKind } from '../../report/page/page-document.ts';
import { type PictureFrame, leftOf } from './frame.ts';
import { spanLabel } from '../state/page-names.ts';
import { stripBlocks, type StripBlock, type StripCells } from '../state/strip-cells.ts';

/** The signs of uses, as text reports draw them; what is held has the letter of its call. */
export const SIGNS: Readonly<Record<PageUseKind, string>> = {
  free: '.',
  held: '',
  reserved: '',
  filler: '#',
  deferred: '*',
  cached: '~',
  stray: '?',
};

const STRIP_MAX = 240;
const ROW_MAX = 22;
/** Lower rows have no names and no signs of their own. */
const LETTER_MIN = 12;

/** The height of a row, in pixels. */
export function rowHeight({ rows }: StripCells): number {
  return Math.max(2, Math.min(ROW_MAX, STRIP_MAX / rows.length));
}

interface StripProps {
  readonly run: PageRun;
  readonly cells: StripCells;
  readonly frame: PictureFrame;
  readonly top: number;
}

/** The address space over time, its highest page on top. */
export function Strip({ run, cells, frame, top }: StripProps): JSX.Element {
  const { rows } = cells;
  const height = rowHeight(cells);
  const total = rows.length * height;
  const x = leftOf(frame, frame.first);
  const width = (frame.last - frame.first + 1) * frame.column;
  const lineRow = rows.findIndex(({ lo }) => lo >= run.space.line);
  const every = Math.ceil(LETTER_MIN / height);
  const topOf = (row: number): number => total - (row + 1) * height;
  return (
    <g class="strip" transform={`translate(0,${top})`}>
      <rect class="space" x={x} y={0} width={width} height={total} />
      {rows.map(({ lo, hi }, row) =>
        row % every === 0 ? (
          <text key={row} class="row-name page" x={frame.gutter - 6} y={topOf(row) + height - 4}>
            {spanLabel(lo, hi, run.space)}
          </text>
        ) : null,
      )}
      {stripBlocks(cells, frame.first, frame.last).map((block) => (
        <Block
          key={`${block.rowFrom}/${block.from}`}
          block={block}
          sign={signOf(run, block)}
          x={leftOf(frame, block.from)}
          y={topOf(block.rowTo)}
          width={(block.to - block.from + 1) * frame.column}
          height={(block.rowTo - block.rowFrom + 1) * height}
        />
      ))}
      {lineRow > 0 && (
        <line
          class="four-gib"
          x1={x}
          x2={x + width}
          y1={topOf(lineRow) + height}
          y2={topOf(lineRow) + height}
        />
      )}
    </g>
  );
}

/** What a newcomer reads on a block. */
const WORDS: Readonly<Partial<Record<PageUseKind, string>>> = {
  filler: 'reserved before',
  deferred: 'deferred',
  cached: 'cached',
  stray: 'nobody’s',
};

function signOf({ calls }: PageRun, { use, call }: StripBlock): readonly string[] {
  const name = calls[call]?.name ?? null;
  const word = WORDS[use] ?? (use === 'reserved' ? 'reserved' : 'held');
  const sign = SIGNS[use] === '' ? (name ?? '') : SIGNS[use];
  return [name === null ? `${sign} ${word}`.trim() : `${word} by ${name}`, sign];
}

interface BlockProps {
  readonly block: StripBlock;
  readonly sign: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function Block({ block, sign, x, y, width, height }: BlockProps): JSX.Element {
  const [words = '', letter = ''] = sign;
  const text = words.length * 6.7 + 8 <= width ? words : letter;
  return (
    <g class={`use ${block.use}`}>
      <rect x={x} y={y + 0.5} width={width} height={Math.max(1, height - 1)} />
      {height >= LETTER_MIN && (
        <text x={x + 5} y={y + height / 2 + 4}>
          {text}
        </text>
      )}
    </g>
  );
}
