import type { Pfn, Range } from '../../model/range.ts';
import { type Coroutine, step } from '../kernel/effect.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Ptr } from '../kernel/slab.ts';
import { RangeTree } from '../tree/range-tree.ts';
import type { Domain, LookUpPart, Setup } from './design.ts';
import { initDomain } from './domain.ts';

/** What the designs on a maple tree share: one tree with gap tracking behind `iova_lock`. */
export interface MapleDomain extends Domain {
  readonly tree: RangeTree;
}

export function initMapleDomain(kernel: Kernel, setup: Setup): MapleDomain {
  const base = initDomain(kernel, setup, 'iova_lock');
  return { ...base, tree: new RangeTree(kernel, base.lock, setup.treeMemory) };
}

/** `find_iova()`: a bare pointer, good only as long as nobody frees the object. */
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

/** The object of the live range that holds `pfn`; a marker is none. */
export function lookUpLive(d: MapleDomain, pfn: Pfn): Ptr | null {
  const value = d.tree.find(pfn)?.value ?? MARKER;
  return value === MARKER ? null : value;
}

/** Puts a range into the tree under its object; false: no memory, the tree is as it was. */
export function storeRange(d: MapleDomain, { lo, hi }: Range, object: Ptr): boolean {
  d.objects.write(object, 'lo', lo);
  d.objects.write(object, 'hi', hi);
  return d.tree.store(lo, hi, object);
}

/** Frees every object that the tree holds, and the tree: nobody else is left. */
export function freeRanges(d: MapleDomain): void {
  for (let at = d.tree.next(0); at !== null; at = d.tree.next(at.hi + 1)) {
    if (at.value !== MARKER) d.objects.free(at.value);
  }
  d.tree.destroy();
}

/** The static non-NULL value that stands for a range freed but not erased. */
export const MARKER = -1;
/** No entry of a tree is this. */
export const NO_MARKER = 0;
