import type { Pfn } from '../../model/range.ts';

/** A page frame number as C writes it: "0xfffff". */
export function hex(pfn: Pfn): string {
  return `0x${pfn.toString(16)}`;
}
