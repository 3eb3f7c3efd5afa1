import type { Callers } from '../../port/caller-kinds.ts';

/** Most characters of the part that names the signature. */
const SLUG_MAX = 90;

/** "llist-careless-avl-1-alloc-search-failed": the C names are shortened. */
export function runFileName(design: string, callers: Callers, signature: string): string {
  const slug = signature
    .replaceAll('__alloc_and_insert_iova_range', 'alloc')
    .replaceAll('iova_deferred_free_work', 'work')
    .replaceAll('__free_iova', 'free-object')
    .replaceAll(/_iova(_domain)?\b/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const who = callers === 'well-behaved' ? '' : `-${callers}`;
  return `${design}${who}-${slug.slice(0, SLUG_MAX).replace(/-+$/, '')}`;
}
