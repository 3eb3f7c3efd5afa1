import type { Request } from '../../model/call.ts';
import type { Holding } from '../../model/holdings.ts';
import { overlaps } from '../../model/range.ts';
import { hasRole } from '../../model/role.ts';
import { isAsFast } from '../../model/size-class.ts';

/** Whether a well-behaved caller would not have made the call. */
export function isCareless(what: Request, owned: readonly Holding[]): boolean {
  if (hasRole(what, 'reserves')) {
    return what.lo > what.hi || owned.some(({ range }) => overlaps(range, what));
  }
  if (!hasRole(what, 'gives back')) return false;
  const own = owned.find(({ call }) => call === what.of);
  if (own === undefined) return true;
  // A range goes into a cache as `alloc_iova_fast()` would have granted it.
  return (
    what.fn === 'freeFast' && !(what.pfn === own.range.lo && isAsFast(own.range, what.sizePages))
  );
}
