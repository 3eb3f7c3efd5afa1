import type { Call } from '../../model/call.ts';

/** The kinds of frees in small scopes, in a fixed order. */
export const FREES = ['free', 'freeObject'] as const satisfies readonly Call['fn'][];

/** The frees of what call number `origin` (from 0) was granted; each names its first page. */
export function freesOf(origin: number): readonly Call[] {
  return FREES.map((fn) => ({ fn, what: { call: origin, offsetPages: 0 } }));
}
