import type { Call } from '../model/call.ts';

/** The number of the call whose grant is named; null: none is. */
export function originOf(call: Call): number | null {
  return 'what' in call && 'call' in call.what ? call.what.call : null;
}

/** The call, naming what call number `origin` was granted if it names a grant at all. */
export function withOrigin(call: Call, origin: number): Call {
  if (!('what' in call) || !('call' in call.what)) return call;
  return { ...call, what: { ...call.what, call: origin } };
}
