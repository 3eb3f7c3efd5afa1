import { MAX_PFN, type Pfn } from '../../model/range.ts';
import { slotAt, slotLo } from './maple-node.ts';
import type { Leaf, Node } from './maple-node.ts';

/**
 * The highest pfn of the highest gap of at least `sizePages` in `[lo, hi]`; -1: there is none. A
 * gap is clipped to the window before it is compared (`mas_empty_area_rev()`). The window must lie
 * within the node, and must not be shorter than `sizePages`.
 *
 * Logarithmic: a child inside the window whose recorded gap is large enough has a hit. So only the
 * children at the two edges of the window can be searched in vain.
 *
 * A window that ends at ~0UL finds nothing in the child, or the gap, that begins at page 0: its
 * size, seen from the end of the window, wraps to 0. So it is in 6.12.
 */
export function highestGapIn(
  node: Node,
  sizePages: number,
  lo: Pfn,
  hi: Pfn,
  wraps: boolean = hi === MAX_PFN,
): Pfn | -1 {
  if (node.kind === 'leaf') return highestGapInLeaf(node, sizePages, lo, hi, wraps);
  for (let i = slotAt(node, hi); i >= 0 && node.his[i]! >= lo; i--) {
    if (node.gaps[i]! < sizePages) continue;
    const child = node.children[i]!;
    if (wraps && child.lo === 0) return -1;
    const childLo = Math.max(lo, child.lo);
    const childHi = Math.min(hi, node.his[i]!);
    if (childHi - childLo + 1 < sizePages) continue;
    const found = highestGapIn(child, sizePages, childLo, childHi, wraps);
    if (found >= 0) return found;
  }
  return -1;
}

function highestGapInLeaf(
  leaf: Leaf,
  sizePages: number,
  lo: Pfn,
  hi: Pfn,
  wraps: boolean,
): Pfn | -1 {
  for (let i = slotAt(leaf, hi); i >= 0; i--) {
    const gapHi = leaf.his[i]!;
    if (gapHi < lo) return -1;
    if (leaf.values[i] !== 0) continue;
    const gapLo = slotLo(leaf, i);
    if (wraps && gapLo === 0) return -1;
    const top = gapHi < hi ? gapHi : hi;
    const bottom = gapLo > lo ? gapLo : lo;
    if (top - bottom + 1 >= sizePages) return top;
  }
  return -1;
}
