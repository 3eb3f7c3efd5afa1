import type { Role } from '../model/role.ts';

/** Who calls. `CALLER_KINDS` says what each kind does. */
export type Callers = 'well-behaved' | 'careless' | 'racing-teardown';

/**
 * A kind of callers: well-behaved ones (`isWellBehaved()` of each call), except in calls of some
 * roles.
 */
interface CallerKind {
  /** The roles of the calls that they make whatever else goes on. */
  readonly carelessIn: readonly Role[];
  /** Whether they are checked if no kind is asked for, and have columns of the matrix. */
  readonly isDefault: boolean;
}

/**
 * Every kind of callers, in the order in which reports list them, the best-behaved ones first.
 * Well-behaved ones come first: what the others do, they do besides.
 *
 * - `well-behaved` callers free what they own, once, reserve what is free to them, and tear the
 *   domain down when no other call is in progress.
 * - `careless` ones also free twice, free what others own, and reserve over live ranges. They still
 *   tear down alone.
 * - `racing-teardown` ones also tear the domain down while other calls are in progress. No call
 *   begins after that: no system lets it.
 */
export const CALLER_KINDS: Readonly<Record<Callers, CallerKind>> = {
  'well-behaved': { carelessIn: [], isDefault: true },
  careless: { carelessIn: ['takes', 'gives back', 'reserves', 'looks'], isDefault: true },
  'racing-teardown': { carelessIn: ['tears down'], isDefault: false },
};

/** The names of all kinds, in the same order. */
export const callerKinds = Object.keys(CALLER_KINDS) as [Callers, ...Callers[]];

/** Whether such callers make calls of that role whatever else goes on. */
export function isCarelessIn(callers: Callers, role: Role): boolean {
  return CALLER_KINDS[callers].carelessIn.includes(role);
}

/** A value for each kind of callers. */
export function forEachKind<T>(valueOf: (callers: Callers) => T): Record<Callers, T> {
  return Object.fromEntries(callerKinds.map((kind) => [kind, valueOf(kind)])) as Record<Callers, T>;
}
