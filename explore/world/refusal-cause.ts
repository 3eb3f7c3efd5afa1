import { assert } from '../../model/assert.ts';
import type { AllocRequest, Space } from '../../model/call.ts';
import { type GapContract, owesPosition } from '../../model/gap-contract.ts';
import type { Ledger } from '../../model/ledger.ts';
import { type RangeSet, subtract } from '../../model/range-set.ts';
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
 * such moment. If it never was, something is in its way: its own erase was refused, or nobody has
 * erased a range that was deferred, or what nobody holds is still in the tree. If nothing is in its
 * way either, what it was refused for lasted no longer than a step of it.
 * @param since the deed since which the request was wronged; null: it never was during the call
 * @param ledger the accounts when the call responded
 */
export function causeOf(
  refusal: Refusal,
  since: string | null,
  ledger: Ledger,
  gap: GapContract,
): string {
  const { request, eraseRefused } = refusal;
  const { tree, deferred, space, work } = ledger;
  if (since !== null) return `refused <- ${since}`;
  if (eraseRefused) return 'refused <- its own erase was refused';
  if (fits(tree, gap, space, request)) return 'refused <- what did not last';
  if (!fits(deferred.reduce(subtract, tree), gap, space, request)) {
    return 'refused <- pages that nobody holds are in the way';
  }
  return work === 'running'
    ? 'refused <- a deferred range is in the way while the work runs'
    : 'refused <- a deferred range is in the way';
}
