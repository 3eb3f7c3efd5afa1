import { assert } from '../assert.ts';
import type { Traits } from '../property.ts';

/** The bound of a design for which one is known: what needs it applies to no other. */
export function knownBound({ recoveryJiffies }: Pick<Traits, 'recoveryJiffies'>): number {
  assert(recoveryJiffies !== null, 'a design without a bound is held to one');
  return recoveryJiffies;
}
