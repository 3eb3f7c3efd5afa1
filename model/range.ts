/**
 * Page frame number of an I/O virtual address, in units of the domain's granule.
 * The optional field is a flavour, not a brand: any plain number is accepted, so that arithmetic
 * works, but a `Jiffies` does not compile.
 */
export type Pfn = number & { readonly unit?: 'pfn' };

/** Pages `lo` to `hi`, inclusive on both ends, `lo <= hi`. */
export interface Range {
  readonly lo: Pfn;
  readonly hi: Pfn;
}

/** The highest pfn that exists here. It stands for the kernel's `~0UL` and is exact in a double. */
export const MAX_PFN: Pfn = Number.MAX_SAFE_INTEGER;

/** The number of pages of the range. */
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

/** The range as "[lo,hi]", as reports and the log write it. */
export function formatRange(range: Range): string {
  return `[${range.lo},${range.hi}]`;
}
