/**
 * Page frame number of an I/O virtual address, in units of the domain's granule.
 * A flavour, not a brand: arithmetic on it stays a plain number, but a `Jiffies` is refused.
 */
export type Pfn = number & { readonly unit?: 'pfn' };

/** Pages `lo` to `hi`, inclusive on both ends, `lo <= hi`. */
export interface Range {
  readonly lo: Pfn;
  readonly hi: Pfn;
}

/** The highest pfn that exists here: stands for the kernel's `~0UL`. Exact in a double. */
export const MAX_PFN: Pfn = Number.MAX_SAFE_INTEGER;

/** How many pages the range holds. */
export function sizePages(range: Range): number {
  return range.hi - range.lo + 1;
}

/** Whether the two ranges share a page. */
export function overlaps(a: Range, b: Range): boolean {
  return a.lo <= b.hi && b.lo <= a.hi;
}

/** Whether every page of `inner` is in `outer`. */
export function covers(outer: Range, inner: Range): boolean {
  return outer.lo <= inner.lo && inner.hi <= outer.hi;
}

/** "[lo,hi]", as the reports and the log write a range. */
export function formatRange(range: Range): string {
  return `[${range.lo},${range.hi}]`;
}
