import type { TreeVersion } from '../../model/tree-version.ts';
import type { KernelSources } from './kernel-tree.ts';

/**
 * The version whose rules the maple tree of these files has; null: the allocator stands on a
 * red-black tree. Since 6.12 a store first finds out which type of store it is, and asks for nodes
 * accordingly (`mas_wr_store_type()`); before, it asks on its way.
 */
export function treeVersionIn({ backing, sources }: KernelSources): TreeVersion | null {
  if (backing.name !== 'maple') return null;
  const unit = sources.find(({ path }) => path === backing.unit)?.text ?? '';
  return /\bmas_wr_store_type\(/.test(unit) ? '6.12' : '6.1';
}
