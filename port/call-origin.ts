import type { Call } from '../model/call.ts';

/** The number of the call whose grant this call names; null: it names none. */
export function originOf(call: Call): number | null {
  return 'what' in call && 'call' in call.what ? call.what.call : null;
}

/** The call; if it names a page of a grant, the result names that of the grant of call `origin`. */
export function withOrigin(call: Call, origin: number): Call {
  if (!('what' in call) || !('call' in call.what)) return call;
  return { ...call, what: { ...call.what, call: origin } };
}
