import type { AllocRequest, Space } from './call.ts';
import type { Pfn, Range } from './range.ts';

/**
 * What a design promises to find. `tight`: any aligned hole of the requested size. `slack`: any gap
 * of size + align - 1 pages, since such a gap always contains an aligned position.
 */
export type GapContract = 'tight' | 'slack';

/** The number of which `lo` is a multiple: `roundup_pow2(sizePages)` if aligned, else 1. */
export function alignmentPages(request: AllocRequest): number {
  if (!request.aligned) return 1;
  let align = 1;
  while (align < request.sizePages) align *= 2;
  return align;
}

/**
 * Whether the contract owes the request a position with no busy page.
 * @param busy in any order; ranges may overlap
 */
export function owesPosition(
  contract: GapContract,
  request: AllocRequest,
  space: Space,
  busy: readonly Range[],
): boolean {
  const align = alignmentPages(request);
  // Also called for an empty gap, with hi < lo.
  const gapFits = (lo: Pfn, hi: Pfn): boolean => {
    if (contract === 'slack') return hi - lo + 1 >= request.sizePages + align - 1;
    const candidate = Math.floor((hi - request.sizePages + 1) / align) * align;
    return candidate >= lo;
  };
  const ascending = [...busy].sort((a, b) => a.lo - b.lo);
  let gapLo = space.startPfn;
  for (const range of ascending) {
    if (range.lo > request.limit) break;
    if (gapFits(gapLo, range.lo - 1)) return true;
    if (range.hi >= gapLo) gapLo = range.hi + 1;
  }
  return gapFits(gapLo, request.limit);
}
