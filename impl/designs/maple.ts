import type { AllocRequest } from '../../model/call.ts';
import { alignmentPages } from '../../model/gap-contract.ts';
import { MAX_PFN, type Pfn, type Range } from '../../model/range.ts';
import type { Outcome } from '../kernel/routine.ts';
import { asking, type Coroutine, step } from '../kernel/effect.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Ptr } from '../kernel/slab.ts';
import { RangeTree } from '../tree/range-tree.ts';
import { type Domain, granted, is32Bit, refused, type Setup } from './design.ts';
import { allocateObject, freeObjectMemory, initDomain } from './domain.ts';

/** What both maple-tree revisions share: one tree with gap tracking behind `iova_lock`. */
export interface MapleDomain extends Domain {
  readonly tree: RangeTree;
}

export function initMapleDomain(kernel: Kernel, setup: Setup): MapleDomain {
  const base = initDomain(kernel, setup, 'iova_lock');
  return { ...base, tree: new RangeTree(kernel, base.lock, setup.treeMemory) };
}

/** The function that both revisions allocate in, as labels name it. */
export const PLACE = '__alloc_and_insert_iova_range';

/** The highest position in the highest gap of size + align - 1 pages below the limit, or null. */
export function searchGap(d: MapleDomain, request: AllocRequest): Range | null {
  const { sizePages, limit } = request;
  const align = alignmentPages(request);
  const top = d.tree.highestGap(sizePages + align - 1, d.space.startPfn, Math.min(limit, MAX_PFN));
  if (top === null) return null;
  const lo = Math.floor((top - sizePages + 1) / align) * align;
  return { lo, hi: lo + sizePages - 1 };
}

/** The hint, the search and the store, inside the critical section. */
export function placeInGap(
  d: MapleDomain,
  request: AllocRequest,
  object: Ptr,
  onStoreRefused: () => void,
): Outcome {
  const { sizePages, limit } = request;
  const asks32 = is32Bit(d, limit);
  if (asks32 && sizePages >= d.max32.get()) {
    return refused(`${PLACE}: max32 forbids <- ${d.max32.writtenAt}`);
  }
  const found = searchGap(d, request);
  if (found === null) {
    if (asks32) d.max32.set(sizePages, `${PLACE}: search failed`);
    return refused(`${PLACE}: search failed`);
  }
  d.objects.write(object, 'lo', found.lo);
  d.objects.write(object, 'hi', found.hi);
  if (!d.tree.store(found.lo, found.hi, object)) {
    if (asks32) onStoreRefused();
    return refused(`${PLACE}: store refused`);
  }
  return granted(found);
}

/** `find_iova()`: a bare pointer, good only as long as nobody frees the object. */
export function* findObject(d: MapleDomain, pfn: Pfn, marker: number): Coroutine<Ptr | null> {
  yield d.lock.lockIrqsave('find_iova: lock');
  const found: Ptr | null = yield step('find_iova: look up', () => {
    const value = d.tree.find(pfn)?.value;
    return value === undefined || value === marker ? null : value;
  });
  yield d.lock.unlock('find_iova: unlock');
  return found;
}

/** What a reservation of `wanted` meets: the entries under it but for `marker`, and their union. */
export function overlapped(
  d: MapleDomain,
  wanted: Range,
  marker: number,
): { readonly merged: Range; readonly objects: readonly Ptr[]; readonly covering: Range | null } {
  const objects: Ptr[] = [];
  let { lo, hi } = wanted;
  let covering: Range | null = null;
  for (
    let at = d.tree.next(wanted.lo);
    at !== null && at.lo <= wanted.hi;
    at = d.tree.next(at.hi + 1)
  ) {
    if (at.value !== marker) {
      if (at.lo <= wanted.lo && at.hi >= wanted.hi) covering = { lo: at.lo, hi: at.hi };
      objects.push(at.value);
      lo = Math.min(lo, at.lo);
      hi = Math.max(hi, at.hi);
    }
  }
  return { merged: { lo, hi }, objects, covering };
}

/**
 * The reservation with all that it meets becomes one range, all or nothing; lock held. `store` puts
 * it into the tree: what it supersedes is freed only then. Markers under it are overwritten.
 */
export function* reserveWhole(
  d: MapleDomain,
  wanted: Range,
  store: (range: Range, object: Ptr) => boolean,
): Coroutine<Outcome> {
  const met: ReturnType<typeof overlapped> = yield step('reserve_iova: merge overlapped', () =>
    overlapped(d, wanted, MARKER),
  );
  if (met.covering !== null) return { kind: 'done', range: met.covering };
  const object: Ptr | null = yield allocateObject(d, 'reserve_iova: object');
  if (object === null) return refused('reserve_iova: object refused');
  // The nodes are reserved first; from then on nothing can fail.
  const stored: boolean = yield asking('reserve_iova: store', () => {
    d.objects.write(object, 'lo', met.merged.lo);
    d.objects.write(object, 'hi', met.merged.hi);
    if (!store(met.merged, object)) return false;
    for (const superseded of met.objects) d.objects.free(superseded);
    return true;
  });
  if (stored) return { kind: 'done', range: met.merged };
  yield freeObjectMemory(d, object, 'reserve_iova: free the object');
  return refused('reserve_iova: store refused');
}

/** The static non-NULL value that stands for a range freed but not erased. */
export const MARKER = -1;
/** No entry of a tree is this. */
export const NO_MARKER = 0;
