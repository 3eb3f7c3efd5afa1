import { assert } from './assert.ts';
import type { Request } from './call.ts';
import type { ContextId } from './context-id.ts';
import { overlaps, type Range } from './range.ts';
import { firstUncovered, type RangeSet, subtract } from './range-set.ts';
import { hasRole } from './role.ts';

/** A range that the call `call` was granted, or reserved. */
export interface Holding {
  readonly call: number;
  readonly range: Range;
}

/** A live grant that a new grant overlaps. */
export interface Clash extends Holding {
  readonly held: 'owned' | 'reserved' | 'granted';
  /** The pages that both have were in the tree. */
  readonly wasInTree: boolean;
}

/** A call between its invocation and its response. */
export interface OpenCall {
  readonly call: number;
  readonly on: ContextId;
  readonly what: Request;
  /** The range that was stored for it: a grant that its caller does not know of yet. */
  readonly granted: Range | null;
  /** What its caller owned and gives back by this call. */
  readonly freeing: readonly Holding[];
}

/** The live grant that a grant of `range` to the call overlaps; null: there is none. */
export function clashOf(
  range: Range,
  by: OpenCall,
  {
    owned,
    reserved,
    open,
    tree,
  }: {
    readonly owned: readonly Holding[];
    readonly reserved: readonly Holding[];
    readonly open: readonly OpenCall[];
    readonly tree: RangeSet;
  },
): Clash | null {
  const found = (held: Clash['held'], holdings: readonly Holding[]): Clash | null => {
    const holding = holdings.find((one) => overlaps(one.range, range));
    if (holding === undefined) return null;
    const lo = Math.max(range.lo, holding.range.lo);
    const hi = Math.min(range.hi, holding.range.hi);
    return { ...holding, held, wasInTree: firstUncovered(tree, { lo, hi }) === null };
  };
  const granted = open.flatMap(({ call, what, granted: other }) =>
    call !== by.call && hasRole(what, 'takes') && other !== null ? [{ call, range: other }] : [],
  );
  return found('owned', owned) ?? found('reserved', reserved) ?? found('granted', granted);
}

/** The holdings without the pages of `range`. */
export function withoutPages(holdings: readonly Holding[], range: Range): readonly Holding[] {
  const rests = holdings.flatMap(({ call, range: held }) =>
    subtract([held], range).map((rest) => ({ call, range: rest })),
  );
  assert(!rests.some((rest) => overlaps(rest.range, range)), 'pages are lost, and yet held');
  return rests;
}
