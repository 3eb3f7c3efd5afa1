/**
 * Which calls a search makes, to follow "Exhausted scopes, ".
 * @param script the file that lists the calls; null: the search makes every call of its scope that
 *   this sentence does not exclude
 */
export function searchedCalls(script: string | null): string {
  if (script !== null) return `with the calls of ${script}`;
  return (
    'with allocations of 1 or 2 aligned pages up to the last 32-bit pfn or the last page, ' +
    'frees by the first page, no bare find_iova(), and no free of a page that no call was granted'
  );
}
