/**
 * Left out of a state: what existed when the run began (fillers: ranges reserved before it) and has
 * not been touched since.
 *
 * Why that is sound: all runs of one search begin with the same fillers. So two states are the same
 * if they have the same additions to them, and have lost the same ones of them. Without this, a
 * tree with a thousand ranges would be written out for every state.
 */

/**
 * How `now` differs from the beginning.
 * @returns `gone`: the elements of `first` that are not in `now`, in the order of `first`; `added`:
 * the elements of `now` that are not in `first`, in the order of `now`
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
