import type { Space } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';

/** From one filler to the next, and from the space to the first: one page between stays free. */
const STRIDE_PAGES = 2;

/**
 * The pages around the space to reserve before a run, in this order: first `above` pages above the
 * space, then `below` pages below it, each time the nearest first. In a maple tree every filler
 * takes two slots, its own and that of the gap beside it. So the two numbers determine how full the
 * leaf is that the run stores into and erases from, and how close to the edge of that leaf it does
 * so.
 *
 *     . 6 . 5 . 4 . | startPfn ...... topPfn | . 1 . 2 . 3 .       above = 3, below = 3
 *
 * The fillers below come last. That leaves the space inside a full leaf, and the leaf is then split
 * right after the first range that the run stores. An erase at the upper edge of a leaf needs
 * nodes. With the opposite order only a third as many runs are realised.
 */
export function fillerPages(space: Space, above: number, below: number): readonly Pfn[] {
  const pages: Pfn[] = [];
  for (let nth = 1; nth <= above; nth += 1) pages.push(space.topPfn + nth * STRIDE_PAGES);
  for (let nth = 1; nth <= below; nth += 1) pages.push(space.startPfn - nth * STRIDE_PAGES);
  return pages;
}
