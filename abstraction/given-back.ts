import type { Call } from '../model/call.ts';
import type { Ledger } from '../model/ledger.ts';
import { hasRole } from '../model/role.ts';
import type { Register } from './register.ts';

/**
 * Left out of a state, where all callers are well-behaved: what they have given back, and who made
 * a reservation.
 *
 * Why that is sound: a well-behaved caller frees what it owns, once, and never names it again; and
 * it never frees a reservation, so no call names the one that made it. Careless callers do both,
 * and for them nothing of this is left out.
 */

/** The call whose grant nobody will name again once this call has begun; null: none. */
export function givenBackBy(call: Call): number | null {
  if (!hasRole(call, 'gives back')) return null;
  return 'call' in call.what ? call.what.call : null;
}

/** The same register where all callers are well-behaved. */
export function withoutWhoReserved(register: Register, ledger: Ledger): Register {
  if (register.pool !== 'reserved') return register;
  return { ...register, observe: () => new Set(ledger.reserved.map(({ range }) => range)) };
}
