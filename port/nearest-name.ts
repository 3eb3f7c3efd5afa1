/** More slips than these make another name. */
const SLIPS_MAX = 2;

/**
 * The known name that was probably meant: the one that differs in the fewest characters, at most
 * two and at most a third of the name. Null: none is so near.
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let fewest = Math.min(SLIPS_MAX, Math.floor(name.length / 3)) + 1;
  for (const other of known) {
    const slips = slipsBetween(name, other);
    if (slips < fewest) [best, fewest] = [other, slips];
  }
  return best;
}

/** "; did you mean careless?", to follow what is wrong with the name; "" if no name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  return meant === null || meant === name ? '' : `; did you mean ${meant}?`;
}

/** How many characters must be inserted, deleted or replaced to make `b` of `a` (Levenshtein). */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, char] of Array.from(a).entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] as number) + (char === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
