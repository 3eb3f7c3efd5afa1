/**
 * Left out of a state: what was there when the run began (fillers: ranges reserved before it) and
 * has not been touched since.
 *
 * Why that is sound: all states of one search begin with the same fillers. So what a state has
 * beyond them, and which of them it has lost, says all of it: two states with the same differences
 * from the same beginning are the same. Without this, a tree with a thousand ranges would be
 * written out for every state.
 */

/**
 * How `now` differs from the beginning.
 * @returns the elements of `first` that are gone, in the order of `first`, and those that are new
 */
export function differenceFrom<T>(
  first: ReadonlySet<T>,
  now: readonly T[],
): { readonly gone: readonly T[]; readonly added: readonly T[] } {
  const added = now.filter((element) => !first.has(element));
  if (now.length - added.length === first.size) return { gone: [], added };
  const present = new Set(now);
  return { gone: [...first].filter((element) => !present.has(element)), added };
}
