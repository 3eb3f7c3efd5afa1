import type { Range } from '../../model/range.ts';

/** A range of the tree. */
export interface CRange extends Range {
  /** Its entry is no object: the range is marked where it is. */
  readonly marked: boolean;
}

export function isSame(a: CRange, b: CRange): boolean {
  return a.lo === b.lo && a.hi === b.hi && a.marked === b.marked;
}
