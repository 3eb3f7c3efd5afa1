/** The columns of a picture that are in view. Column 0 is the state before the first step. */
export interface PictureFrame {
  readonly first: number;
  /** Inclusive. */
  readonly last: number;
  /** In pixels, as the others. */
  readonly column: number;
  readonly gutter: number;
  readonly width: number;
}

const COLUMN_MIN = 20;
const COLUMN_MAX = 84;
/** The room for names of rows. */
const GUTTER = 112;

/**
 * As many columns as fit, all of them if they do; otherwise those around the step.
 * @param width of the picture in pixels
 * @param columns of the whole run
 */
export function frameOf(width: number, columns: number, step: number): PictureFrame {
  const room = Math.max(width - GUTTER, COLUMN_MIN);
  const column = Math.min(COLUMN_MAX, Math.max(COLUMN_MIN, room / columns));
  const count = Math.min(columns, Math.floor(room / column));
  const first = Math.min(Math.max(0, step - Math.floor(count / 2)), columns - count);
  return { first, last: first + count - 1, column, gutter: GUTTER, width };
}

/** Where a column begins. */
export function leftOf({ first, column, gutter }: PictureFrame, at: number): number {
  return gutter + (at - first) * column;
}

/** A stretch of columns, cut to those in view; null: none of it is. */
export function cutTo(
  { first, last }: PictureFrame,
  from: number,
  to: number,
): { readonly from: number; readonly to: number } | null {
  const cut = { from: Math.max(from, first), to: Math.min(to, last) };
  return cut.from > cut.to ? null : cut;
}

/** How wide a letter of a label is, on the average. */
const LETTER = 6.7;

/** The first of the texts that fits into so many pixels. */
export function fitting(texts: readonly string[], pixels: number): string {
  return texts.find((text) => text.length * LETTER <= pixels) ?? '';
}

/** The text, cut to so many pixels; empty if hardly anything fits. */
export function shortened(text: string, pixels: number): string {
  const letters = Math.floor(pixels / LETTER);
  if (text.length <= letters) return text;
  return letters < 6 ? '' : `${text.slice(0, letters - 1)}…`;
}
