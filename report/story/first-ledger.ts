import { fillersOf, type Scope, spaceOf } from '../../explore/run/scope.ts';
import { Ledger } from '../../model/ledger.ts';
import type { Range } from '../../model/range.ts';

/**
 * The ledger before the first action of a run.
 * @param stock what lies in caches then, ascending
 */
export function firstLedger(scope: Scope, stock: readonly Range[]): Ledger {
  const ledger = new Ledger(spaceOf(scope));
  const fillers = fillersOf(scope);
  if (fillers !== null) ledger.begin(fillers, [fillers]);
  if (stock.length > 0) ledger.stock(stock);
  return ledger;
}
