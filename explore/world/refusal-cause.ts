import type { AllocRequest, Space } from '../../model/call.ts';
import { type GapContract, owesPosition } from '../../model/gap-contract.ts';
import type { RangeSet } from '../../model/range-set.ts';
import type { Refusal } from '../../model/property.ts';

/*
 * What caused a refusal that should not have been. A request is _wronged_ at a moment if it fits
 * into the tree as it stands, deferred ranges included, and yet is refused if it is made alone,
 * with memory at hand.
 */

/** Whether the request fits into the tree as it stands. */
export function fits(
  tree: RangeSet,
  gap: GapContract,
  space: Space,
  request: AllocRequest,
): boolean {
  return owesPosition(gap, request, space, tree);
}

/**
 * The cause of a refusal, as signatures name it.
 *
 * If the request was wronged when the call responded, the cause is the first deed since which it
 * was, without a break. If not, but at some earlier moment of the call, the same goes for the last
 * such moment. If it never was, something was in its way: its own erase was refused, or nobody has
 * erased a range that was deferred, or what nobody holds is still in the tree. If nothing was in
 * its way either, what it was refused for lasted no longer than a step.
 * @param since the deed since which the request was wronged; null: it never was during the call
 * @param tree what was in the tree when the call responded
 */
export function causeOf(
  { request, crowded, eraseRefused, workRan }: Refusal,
  since: string | null,
  tree: RangeSet,
  gap: GapContract,
  space: Space,
): string {
  if (since !== null) return `refused <- ${since}`;
  if (eraseRefused) return 'refused <- its own erase was refused';
  if (crowded) {
    const when = workRan ? ' while the work runs' : '';
    return `refused <- a deferred range is in the way${when}`;
  }
  return fits(tree, gap, space, request)
    ? 'refused <- what did not last'
    : 'refused <- pages that nobody holds are in the way';
}
