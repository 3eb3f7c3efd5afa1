import type { Call } from './call.ts';

/** What a call does with pages, as far as the law is concerned. */
export type Role =
  /** Its caller owns the range that it is granted. */
  | 'takes'
  /** Its caller gives back the range that it names. */
  | 'gives back'
  /** Its caller reserves the pages that it names, from `lo` to `hi`. */
  | 'reserves'
  /** It changes nothing, but it holds an object of the domain while it looks at it. */
  | 'looks'
  /** It ends the domain. */
  | 'tears down'
  /** A CPU goes offline, or comes back. */
  | 'switches a CPU';

/** The role of each call. The law goes by roles, never by the name of a call. */
export const ROLE = {
  alloc: 'takes',
  allocFast: 'takes',
  free: 'gives back',
  freeFast: 'gives back',
  freeObject: 'gives back',
  find: 'looks',
  reserve: 'reserves',
  offline: 'switches a CPU',
  online: 'switches a CPU',
  put: 'tears down',
} as const satisfies Readonly<Record<Call['fn'], Role>>;

/** The names of the calls that have that role. */
type FnOf<R extends Role> = {
  readonly [Fn in Call['fn']]: (typeof ROLE)[Fn] extends R ? Fn : never;
}[Call['fn']];

/** Whether the call, or the request, has that role. Narrows the type to the calls that do. */
export function hasRole<C extends { readonly fn: Call['fn'] }, R extends Role>(
  call: C,
  role: R,
): call is Extract<C, { readonly fn: FnOf<R> }> {
  return ROLE[call.fn] === role;
}
