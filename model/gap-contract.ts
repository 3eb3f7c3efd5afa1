import type { AllocRequest, Space } from './call.ts';
import type { Pfn, Range } from './range.ts';

/**
 * What a design promises to find. `tight`: any aligned hole of the size asked for. `slack`: any gap
 * of size + align - 1 pages, in which an aligned position must exist.
 */
export type GapContract = 'tight' | 'slack';

/** `roundup_pow2(sizePages)` for an aligned request, else 1: `lo` is a multiple of it. */
export function alignmentPages(request: AllocRequest): number {
  if (!request.aligned) return 1;
  let align = 1;
  while (align < request.sizePages) align *= 2;
  return align;
}

/**
 * Whether the contract owes the request a position none of whose pages is busy.
 * `busy` may overlap itself and be in any order.
 */
export function owesPosition(
  contract: GapContract,
  request: AllocRequest,
  space: Space,
  busy: readonly Range[],
): boolean {
  const align = alignmentPages(request);
  // Of a gap of no pages, too: hi < lo.
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
