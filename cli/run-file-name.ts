import type { Callers } from '../explore/scope.ts';

/** Most characters of the part that names the signature. */
const SLUG_MAX = 90;

/** "llist-careless-avl-1-alloc-and-insert-iova-range-search-failed.json" */
export function runFileName(design: string, callers: Callers, signature: string): string {
  const slug = signature
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const who = callers === 'careless' ? '-careless' : '';
  return `${design}${who}-${slug.slice(0, SLUG_MAX).replace(/-+$/, '')}.json`;
}
