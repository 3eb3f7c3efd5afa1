import type { Space } from '../../model/call.ts';
import type { PageSpan, PageUse } from '../story/page-span.ts';
import type { CallNames } from './call-names.ts';

/** Larger spaces are not drawn. */
const DRAWN_PAGES_MAX = 16;

/** Whether the space is small enough to be drawn. */
export function isDrawn(space: Space): boolean {
  return space.topPfn - space.startPfn < DRAWN_PAGES_MAX;
}

/**
 * The space in one line, a sign a page: the letter of the call that holds it, `*` freed but still
 * in the tree, `.` free, `#` reserved before the run, `~` cached, `?` in the tree for nobody; `|`
 * is the 4 GiB line.
 *
 *     ..a*|.bb.
 */
export function spacePicture(spans: readonly PageSpan[], names: CallNames, space: Space): string {
  let drawn = '';
  for (const { range, use } of spans) {
    for (let pfn = range.lo; pfn <= range.hi; pfn += 1) {
      drawn += `${pfn === space.dma32 ? '|' : ''}${signOf(use, names)}`;
    }
  }
  return drawn;
}

const SIGNS = { filler: '#', deferred: '*', cached: '~', stray: '?', free: '.' } as const;

function signOf(use: PageUse, names: CallNames): string {
  return use.kind === 'held' ? names.signOf(use.call) : SIGNS[use.kind];
}
