import type { Call } from '../../model/call.ts';
import { CALLS } from '../../port/call-table.ts';

/** The calls of that kind as messages list them: `"alloc", "find" or "reserve"`. */
export function quoteCalls(
  isMeant: (fn: Call['fn']) => boolean,
  conjunction: 'and' | 'or',
): string {
  const names = (Object.keys(CALLS) as readonly Call['fn'][]).filter(isMeant);
  const quoted = names.map((fn) => `"${fn}"`);
  const last = quoted.pop() ?? 'none';
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${conjunction} ${last}`;
}
