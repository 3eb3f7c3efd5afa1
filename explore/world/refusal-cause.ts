import { type Space, type TakingRequest, wantedBy } from '../../model/call.ts';
import { type GapContract, owesPosition } from '../../model/gap-contract.ts';
import { type RangeSet, subtract } from '../../model/range-set.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { Refusal } from '../../model/property.ts';

/*
 * What caused a refusal that should not have been. A request is _wronged_ at a moment if it fits
 * into the tree as it stands, deferred ranges included, and yet is refused if it is made alone,
 * with memory at hand.
 */

/** What of the tree is in the way of a request: for one that may flush, not what is cached. */
export function inTheWay(request: TakingRequest, tree: RangeSet, cached: RangeSet): RangeSet {
  return request.fn === 'allocFast' && request.flush ? cached.reduce(subtract, tree) : tree;
}

/** Whether the request fits beside the ranges that are in the way. */
export function fits(
  tree: RangeSet,
  gap: GapContract,
  space: Space,
  request: TakingRequest,
): boolean {
  return owesPosition(gap, wantedBy(request), space, tree);
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

/** The cause of a refusal, as `causeOf()` returns it, where the ledger has entered the refusal. */
export function causeIn(
  { tree, cached, space }: Ledger,
  refusal: Refusal,
  since: string | null,
  gap: GapContract,
): string {
  return causeOf(refusal, since, inTheWay(refusal.request, tree, cached), gap, space);
}
