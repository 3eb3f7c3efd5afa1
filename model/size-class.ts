import { type Range, sizePages as sizeOf } from './range.ts';

/** The number of size classes of cached ranges: those of 1, 2, 4, 8, 16 and 32 pages. */
export const SIZE_CLASSES = 6;

/** A range of so many pages, or of fewer, is rounded up by `alloc_iova_fast()`. */
const ROUNDED_MAX = 2 ** (SIZE_CLASSES - 1);

/** The order of a size, in pages from 1: the exponent of the least power of two that is no less. */
export function sizeClassOf(sizePages: number): number {
  let order = 0;
  while (2 ** order < sizePages) order += 1;
  return order;
}

/** The size that `alloc_iova_fast()` really asks for: a power of two, if less than 32 are asked. */
export function fastSizePages(sizePages: number): number {
  return sizePages < ROUNDED_MAX ? 2 ** sizeClassOf(sizePages) : sizePages;
}

/**
 * Whether `alloc_iova_fast()` could have granted the range to a request of that size. Only such a
 * range may be given back with that size by `free_iova_fast()`: the next one gets it as it is.
 */
export function isAsFast(range: Range, askedPages: number): boolean {
  const pages = fastSizePages(askedPages);
  return sizeOf(range) === pages && range.lo % 2 ** sizeClassOf(pages) === 0;
}
