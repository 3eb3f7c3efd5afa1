import type { Call } from '../../model/call.ts';
import type { Ledger } from '../../model/ledger.ts';
import { ROLE } from '../../model/role.ts';
import { descriptionOf } from '../../port/call-table.ts';
import { type Callers, isCarelessIn } from '../../port/caller-kinds.ts';
import type { World } from './world.ts';

/**
 * Whether callers of that kind make the call now. For well-behaved ones, `port/call-table.ts` says
 * so of each call. They never have a reservation and an allocation in progress at the same time:
 * which of the two gets a page would be a race between the callers.
 */
export function mayCall(ledger: Ledger, callers: Callers, call: Call): boolean {
  return isCarelessIn(callers, ROLE[call.fn]) || descriptionOf(call).isWellBehaved(call, ledger);
}

/**
 * The numbers of the calls whose grants such callers may name in a free: those that are still
 * owned; or all, for callers that are careless in what they give back.
 */
export function nameableCalls(world: World, callers: Callers): readonly number[] {
  const granted = [...world.system.calls.granted()].map(([call]) => call);
  if (isCarelessIn(callers, 'gives back')) return granted;
  const { owned } = world.judges.ledger;
  return granted.filter((call) => owned.some((own) => own.call === call));
}
