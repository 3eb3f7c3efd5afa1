import type { Call } from '../../model/call.ts';
import type { Ledger } from '../../model/ledger.ts';
import { descriptionOf } from '../../port/call-table.ts';
import type { Callers } from '../run/scope.ts';
import type { World } from './world.ts';

/**
 * Whether callers of that kind make the call now. Well-behaved ones do what `port/call-table.ts`
 * says of each call; reservations and allocations do not run at the same time there: which of the
 * two gets a page would be a race of the callers' own.
 */
export function mayCall(ledger: Ledger, callers: Callers, call: Call): boolean {
  return callers === 'careless' || descriptionOf(call).isWellBehaved(call, ledger);
}

/** The calls whose grants such a caller may name in a free: those that own, or all. */
export function nameableCalls(world: World, callers: Callers): readonly number[] {
  const granted = [...world.system.calls.granted()].map(([call]) => call);
  if (callers === 'careless') return granted;
  const { owned } = world.judges.ledger;
  return granted.filter((call) => owned.some((own) => own.call === call));
}
