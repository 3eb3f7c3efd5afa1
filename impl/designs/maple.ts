import type { Pfn, Range } from '../../model/range.ts';
import { type Coroutine, step } from '../kernel/effect.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Ptr } from '../kernel/slab.ts';
import { type NodeRequest, RangeTree } from '../tree/range-tree.ts';
import type { Domain, LookUpPart, Setup } from './design.ts';
import { initDomain } from './domain.ts';

/** What the designs on a maple tree share: one tree with gap tracking, under `iova_lock`. */
export interface MapleDomain extends Domain {
  readonly tree: RangeTree;
}

/**
 * The part of `init_iova_domain()` that the designs on a maple tree share.
 * @throws RangeError where the kernel hits a BUG: see `initDomain()`
 */
export function initMapleDomain(kernel: Kernel, setup: Setup): MapleDomain {
  const base = initDomain(kernel, setup, 'iova_lock');
  return Object.assign(base, { tree: new RangeTree(kernel, base.lock, setup.treeMemory) });
}

/**
 * `find_iova()`: returns a bare pointer, which is valid only until some context frees the object;
 * null: no live range holds `pfn`.
 */
export function* findObject<D extends MapleDomain>(
  parts: LookUpPart<D>,
  d: D,
  pfn: Pfn,
): Coroutine<Ptr | null> {
  yield d.lock.lockIrqsave('find_iova: lock');
  const found: Ptr | null = yield step('find_iova: look up', () => parts.lookUp(d, pfn));
  yield d.lock.unlock('find_iova: unlock');
  return found;
}

/** The object of the live range that holds `pfn`, or null. A marker is not a live range. */
export function lookUpLive(d: MapleDomain, pfn: Pfn): Ptr | null {
  const value = d.tree.find(pfn)?.value ?? MARKER;
  return value === MARKER ? null : value;
}

/**
 * Writes the bounds into the object, and stores the object in the tree over the range; lock held.
 * False: memory was refused, the tree is unchanged.
 */
export function storeRange(
  d: MapleDomain,
  { lo, hi }: Range,
  object: Ptr,
  nodes: NodeRequest = 'on demand',
): boolean {
  d.objects.write(object, 'lo', lo);
  d.objects.write(object, 'hi', hi);
  return d.tree.store(lo, hi, object, nodes);
}

/** Frees every object of the tree, but no marker, then the tree: no other context is left. */
export function freeRanges(d: MapleDomain): void {
  for (let at = d.tree.next(0); at !== null; at = d.tree.next(at.hi + 1)) {
    if (at.value !== MARKER) d.objects.free(at.value);
  }
  d.tree.destroy();
}

/** The static non-NULL tree entry of a range that is freed but not erased. */
export const MARKER = -1;
/** Equal to no entry of a tree: for a design without markers. */
export const NO_MARKER = 0;
