import type { Space } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';

/** From one filler to the next, and from the space to the first: each leaves a page free. */
const STRIDE_PAGES = 2;

/**
 * Pages around the space to reserve before a run, in that order: first `above` it, then `below`,
 * on either side away from it. In a maple tree every filler takes two slots, its own and that of
 * the gap beside it, so that their numbers say how full the leaf is in which the run stores and
 * erases, and how near to the edge of that leaf.
 *
 *     . 6 . 5 . 4 . | startPfn ...... topPfn | . 1 . 2 . 3 .       above = 3, below = 3
 *
 * Those below come last: that leaves the space inside a full leaf, which is then cut right behind
 * what the run stores first, and an erase at the upper edge of a leaf takes nodes. The other way
 * round realises a third as much.
 */
export function fillerPages(space: Space, above: number, below: number): readonly Pfn[] {
  const pages: Pfn[] = [];
  for (let nth = 1; nth <= above; nth += 1) pages.push(space.topPfn + nth * STRIDE_PAGES);
  for (let nth = 1; nth <= below; nth += 1) pages.push(space.startPfn - nth * STRIDE_PAGES);
  return pages;
}
