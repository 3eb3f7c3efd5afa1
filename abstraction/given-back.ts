import type { Call } from '../model/call.ts';
import type { Ledger } from '../model/ledger.ts';
import { hasRole } from '../model/role.ts';
import { type Register, unordered } from './register.ts';

/**
 * Left out of a state, unless callers are careless in what they give back: what they have given
 * back, and which call made a reservation.
 *
 * Why that is sound: a well-behaved caller frees what it owns, once, and never names it again. It
 * never frees a reservation either, so no call names the call that made it. Careless callers do
 * both, so none of this is left out for them.
 */

/** The call whose grant no call will name again once this call has begun; null: there is none. */
export function givenBackBy(call: Call): number | null {
  if (!hasRole(call, 'gives back')) return null;
  return 'call' in call.what ? call.what.call : null;
}

/** The same register, as it is observed unless callers are careless in what they give back. */
export function withoutWhoReserved(register: Register, ledger: Ledger): Register {
  if (register.pool !== 'reserved') return register;
  return { ...register, observe: () => unordered(ledger.reserved.map(({ range }) => range)) };
}
