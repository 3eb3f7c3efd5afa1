import type { Ledger } from '../model/ledger.ts';
import type { Range } from '../model/range.ts';

/** Ranges that a caller may rely on: owned, being freed, or granted to a call in progress. */
export function rangesInUse(ledger: Ledger): readonly Range[] {
  const ranges = ledger.owned.map((holding) => holding.range);
  for (const call of ledger.open) {
    for (const holding of call.freeing) ranges.push(holding.range);
    if (call.granted !== null) ranges.push(call.granted);
  }
  return ranges;
}
