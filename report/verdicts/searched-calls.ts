/**
 * Which calls searches made.
 * @param script the file that says so; null: what of all calls a search makes
 */
export function searchedCalls(script: string | null): string {
  if (script !== null) return `the calls of ${script}`;
  return (
    'aligned sizes 1 and 2 with the last 32-bit pfn or the last page as limit, ' +
    'frees by the first page, no bare find_iova(), ' +
    'no free by a page number that nobody was granted'
  );
}
