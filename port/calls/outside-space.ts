import { type Space, spaceRange } from '../../model/call.ts';
import { formatRange, type Pfn } from '../../model/range.ts';

/** Why argument `name` may not be `pfn`; null: it is in `[leastPfn, space.topPfn]`. */
export function whyOutsideSpace(
  name: string,
  pfn: Pfn,
  leastPfn: Pfn,
  space: Space,
): string | null {
  if (pfn >= leastPfn && pfn <= space.topPfn) return null;
  return `${name}: ${pfn} is outside the space of this scope, ${formatRange(spaceRange(space))}`;
}
