import type { AllocRequest } from '../../model/call.ts';
import type { Range } from '../../model/range.ts';
import { type Domain, is32Bit } from './design.ts';

/** What a design does with the 32-bit hint, `max32_alloc_size`; inside steps, lock held. */
export interface HintParts<D extends Domain> {
  /** The test in front of the search: whether the hint refuses the request. */
  hintForbids(d: D, request: AllocRequest): boolean;
  /** The search found no room: what the hint remembers of it. */
  searchFailed(d: D, request: AllocRequest): void;
  /** A live range is about to leave the tree: whether that resets the hint. */
  resetHint(d: D, leaving: Range): void;
}

/** A 32-bit request of the remembered size or more is refused. */
export function hintForbids(d: Domain, { limit, sizePages }: AllocRequest): boolean {
  return is32Bit(d, limit) && sizePages >= d.max32.get();
}

/** Remembers the size of a 32-bit request that failed. */
export function remember32(d: Domain, { limit, sizePages }: AllocRequest, why: string): void {
  if (is32Bit(d, limit)) d.max32.set(sizePages, why);
}

/** A range that begins below 4 GiB makes room there. */
export function resetHint(d: Domain, { lo }: Range): void {
  if (lo < d.space.dma32) d.max32.set(d.space.dma32);
}
