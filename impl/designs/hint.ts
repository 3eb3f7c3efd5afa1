import type { AllocRequest } from '../../model/call.ts';
import type { Range } from '../../model/range.ts';
import { type Domain, is32Bit } from './design.ts';

/** The parts that handle the 32-bit hint, `max32_alloc_size`. They run inside steps, lock held. */
export interface HintParts<D extends Domain> {
  /** Whether the hint refuses the request before the search. */
  hintForbids(d: D, request: AllocRequest): boolean;
  /** The search found no room: may note that in the hint. */
  searchFailed(d: D, request: AllocRequest): void;
  /** A live range is about to leave the tree: may reset the hint. */
  resetHint(d: D, leaving: Range): void;
}

/** Whether the request is a 32-bit one of the remembered size or more. */
export function hintForbids(d: Domain, { limit, sizePages }: AllocRequest): boolean {
  return is32Bit(d, limit) && sizePages >= d.max32.get();
}

/** Remembers the size of a 32-bit request that failed. `why`: the label that refusals will name. */
export function remember32(d: Domain, { limit, sizePages }: AllocRequest, why: string): void {
  if (is32Bit(d, limit)) d.max32.set(sizePages, why);
}

/** Resets the hint if the range begins below 4 GiB, since it makes room there. */
export function resetHint(d: Domain, { lo }: Range): void {
  if (lo < d.space.dma32) d.max32.set(d.space.dma32);
}
