/** More slips than these make another name. */
const SLIPS_MAX = 2;

/**
 * The known name that was probably meant: the one that differs in the fewest slips, at most two
 * and at most one for three characters of the name. Null: none is so near.
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

/**
 * How many characters must be inserted, deleted, replaced, or exchanged with the next one, to make
 * `b` of `a` (optimal string alignment).
 */
function slipsBetween(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] as number) + (a[i] === b[j] ? 0 : 1);
      const slips = [replaced, (row[j + 1] as number) + 1, (next[j] as number) + 1];
      const isExchanged = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      if (isExchanged) slips.push((before[j - 1] as number) + 1);
      next.push(Math.min(...slips));
    }
    before = row;
    row = next;
  }
  return row[b.length] as number;
}
