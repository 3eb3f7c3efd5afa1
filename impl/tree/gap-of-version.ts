import type { Pfn } from '../../model/range.ts';
import type { TreeVersion } from '../../model/tree-version.ts';
import type { MapleTree } from './maple-tree.ts';

/**
 * The top of the highest gap, as `mas_empty_area_rev()` of that version finds it.
 *
 * 6.1 does not search a window of one page (`min >= max`). Where the tree has no node, it does not
 * compare the size with the window either, and so answers even if the pages do not fit.
 */
export function gapOfVersion(
  tree: MapleTree,
  version: TreeVersion,
  sizePages: number,
  lo: Pfn,
  hi: Pfn,
): Pfn | null {
  if (version !== '6.1') return tree.highestGap(sizePages, lo, hi);
  if (lo >= hi) return null;
  const startsFree = lo > 0 || tree.size === 0;
  return tree.depth === 0 && startsFree ? hi : tree.highestGap(sizePages, lo, hi);
}
