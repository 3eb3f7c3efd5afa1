import type { Call } from '../../model/call.ts';
import { CALLS } from '../../port/call-table.ts';

/**
 * The names of the calls that `isMeant` selects, as in messages: `"alloc", "find" or "reserve"`.
 */
export function quoteCalls(
  isMeant: (fn: Call['fn']) => boolean,
  conjunction: 'and' | 'or',
): string {
  const names = (Object.keys(CALLS) as readonly Call['fn'][]).filter(isMeant);
  const quoted = names.map((fn) => `"${fn}"`);
  const last = quoted.pop() ?? 'none';
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${conjunction} ${last}`;
}
