import type { Requests } from '../../explore/run/scope.ts';

/** What scopes with other requests than `aligned` ask for. */
const OTHERWISE: Readonly<Record<Exclude<Requests, 'aligned'>, string>> = {
  unaligned: 'not aligned',
  refill: 'one page below 4 GiB is allocated, freed, and then asked for again and again',
  cached: 'by way of the caches only, with a flush and without',
  wide:
    'also of a quarter of the space and a page, unaligned, below a limit off the 4 GiB line or ' +
    'anywhere',
};

/**
 * Which calls a search makes, to follow "Exhausted scopes, ".
 * @param script the file that lists the calls; null: the search makes every call of its scope that
 *   this sentence does not exclude
 * @param scopes the scopes that it is about, as they are printed
 */
export function searchedCalls(script: string | null, scopes: readonly string[]): string {
  if (script !== null) return `with the calls of ${script}`;
  const words = new Set(scopes.flatMap((scope) => scope.split(' ')));
  const others = Object.entries(OTHERWISE).map(([requests, asked]) =>
    words.has(`requests=${requests}`) ? `; with requests=${requests}, ${asked}` : '',
  );
  return (
    'with allocations of 1 or 2 aligned pages up to the last 32-bit pfn or the last page, ' +
    'frees by the first page, no bare find_iova(), and no free of a page that no call was granted' +
    others.join('')
  );
}
