/**
 * Compares two lists of the same length, element by element: positive if `a` is greater at the
 * first place where they differ, negative if it is smaller there, 0 if they are equal.
 */
export function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const difference = value - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
