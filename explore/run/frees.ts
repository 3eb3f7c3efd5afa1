import type { Call } from '../../model/call.ts';

/** The frees of small scopes, in a fixed order; each names the first page of a grant. */
export const FREES = ['free', 'freeObject'] as const satisfies readonly Call['fn'][];

/** The frees of what call number `origin` was granted. */
export function freesOf(origin: number): readonly Call[] {
  return FREES.map((fn) => ({ fn, what: { call: origin, offsetPages: 0 } }));
}
