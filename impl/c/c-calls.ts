import type { Call } from '../../model/call.ts';
import { CALLS } from '../../port/call-table.ts';

/** A function of the C that a context runs. */
export type CFunction = Exclude<Call['fn'], NotCompiled> | 'work';

/** Calls that only the twin makes: of C, the tree path alone is compiled. */
export type NotCompiled = 'allocFast' | 'freeFast' | 'offline' | 'online';

/** The letter of each call, as in `c/runtime/calls.c`. */
export const LETTERS: Readonly<Record<CFunction, string>> = {
  alloc: 'a',
  free: 'f',
  find: 'g',
  freeObject: 'o',
  reserve: 'r',
  put: 'p',
  work: 'w',
};

/** "free_iova() freed it", of the call with that letter; null: there is none. */
export function freedBy(letter: number): string | null {
  for (const [fn, own] of Object.entries(LETTERS)) {
    if (own.charCodeAt(0) !== letter) continue;
    if (fn === 'work') return 'the work freed it';
    return `${CALLS[fn as Call['fn']].cName}() freed it`;
  }
  return null;
}
