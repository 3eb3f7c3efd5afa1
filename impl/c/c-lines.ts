import { assert } from '../../model/assert.ts';

/** A line of a file whose accesses are looked at. */
export interface CLine {
  readonly path: string;
  readonly line: number;
  /** It is that at which the function begins: which one of its lines is not known. */
  readonly isOfFunction: boolean;
}

/** The files whose accesses are looked at. */
const FILES = ['iova.c', 'rbtree.c'];

/** More than a file has. */
const LINES_MAX = 2 ** 20;

/** The number that stands in compiled C for a line: above 0, and below every address. */
export function numberOfLine({ path, line, isOfFunction }: CLine): number {
  const file = FILES.indexOf(path.replace(/^.*\//, ''));
  assert(file >= 0 && line > 0 && line < LINES_MAX, `${path}:${line} is not looked at`);
  return ((isOfFunction ? FILES.length : 0) + file) * LINES_MAX + line;
}

/** "iova.c:412", or "in the function at iova.c:400"; null, for 0: it is not known. */
export function lineOfNumber(number: number): string | null {
  if (number === 0) return null;
  const at = Math.floor(number / LINES_MAX);
  const where = `${FILES[at % FILES.length]}:${number % LINES_MAX}`;
  return at < FILES.length ? where : `in the function at ${where}`;
}
