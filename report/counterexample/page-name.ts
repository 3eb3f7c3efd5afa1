import type { Space } from '../../model/call.ts';
import type { Pfn, Range } from '../../model/range.ts';

/**
 * The name of a page by its distance from the 4 GiB line: pfns there have seven digits, and what
 * matters is on which side they lie. -1 is the last page of 32 bits, +0 the first beyond.
 */
export function pageName(pfn: Pfn, space: Space): string {
  const offset = pfn - space.dma32;
  return offset < 0 ? String(offset) : `+${offset}`;
}

/** "[-2,-1]", inclusive on both ends; a single page is "[-1]". */
export function rangeName(range: Range, space: Space): string {
  const lo = pageName(range.lo, space);
  return range.lo === range.hi ? `[${lo}]` : `[${lo},${pageName(range.hi, space)}]`;
}

/** A sentence in which the name of a page replaces every pfn of the space, or just beside it. */
export function withPageNames(sentence: string, space: Space): string {
  return sentence
    .replaceAll(/\[(\d+),(\d+)\]/g, (whole, lo: string, hi: string) =>
      isNear(Number(lo), space) && isNear(Number(hi), space)
        ? rangeName({ lo: Number(lo), hi: Number(hi) }, space)
        : whole,
    )
    .replaceAll(/\b\d+\b/g, (digits) =>
      isNear(Number(digits), space) ? pageName(Number(digits), space) : digits,
    );
}

/** Small numbers in a sentence count something else. */
function isNear(pfn: Pfn, space: Space): boolean {
  return pfn >= 4096 && pfn >= space.startPfn - 1 && pfn <= space.topPfn + 1;
}
