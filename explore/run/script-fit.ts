import type { Call } from '../../model/call.ts';
import { wrongCall, wrongContext } from './run-bounds.ts';
import type { Scope } from './scope.ts';
import { originOf, type Script, type ScriptedCall, startOrder } from './script.ts';

/** A script that its scope does not allow: one line that says what, where, and what to do. */
export class UnfitScript extends Error {
  override readonly name: string = 'UnfitScript';
}

/**
 * Makes sure that every call of the script can be made in some run of the scope.
 * @param fileName where the script comes from, for the message
 * @throws UnfitScript if not
 */
export function checkScriptFits(script: Script, scope: Scope, fileName: string): void {
  const fail = (what: string): Error => new UnfitScript(`${fileName}: ${what}`);
  const { length } = script;
  if (length > scope.calls) {
    throw fail(`calls: ${length} calls, and the scope has ${scope.calls}; give it calls=${length}`);
  }
  for (const [number, scripted] of script.entries()) {
    const wrong =
      wrongCaller(scripted, scope) ??
      wrongCall(scripted.call, scope) ??
      wrongPage(script, number) ??
      (scope.callers === 'careless' ? null : misbehaved(script, number));
    if (wrong !== null) throw fail(`calls[${number}].${wrong}`);
  }
  const begun = startOrder(script);
  const stuck = script.findIndex((_, number) => !begun.includes(number));
  if (stuck !== -1) {
    throw fail(
      `calls[${stuck}]: it can never begin: frees wait for calls that wait for them; reorder them`,
    );
  }
}

function wrongCaller({ on, call }: ScriptedCall, scope: Scope): string | null {
  if (!/^(?:cpu|irq)/.test(on)) return `on: ${on} makes no calls of a script, but CPUs and irqs do`;
  if (call.fn === 'put') return 'call: "put" is not scripted; give the scope teardown=on instead';
  if (on.startsWith('irq') && call.fn !== 'alloc' && call.fn !== 'free') {
    return `call: an interrupt does not call "${call.fn}", but "alloc" and "free"; use a CPU`;
  }
  return wrongContext(on, scope);
}

/** Pages that a call is granted if it succeeds; null: it is granted nothing. */
function grantedPages(call: Call): number | null {
  if (call.fn === 'alloc') return call.sizePages;
  return call.fn === 'reserve' ? call.hi - call.lo + 1 : null;
}

function wrongPage(script: Script, number: number): string | null {
  const { on, call } = script[number] as ScriptedCall;
  const origin = originOf(call);
  if (origin === null) return null;
  const named = script[origin];
  if (named === undefined) {
    return `call.what.call: there is no call ${origin}, but 0 to ${script.length - 1}`;
  }
  const pages = grantedPages(named.call);
  if (pages === null) {
    return `call.what.call: call ${origin} is a "${named.call.fn}"; name an "alloc" or "reserve"`;
  }
  if (named.on === on && origin >= number) {
    return `call.what.call: call ${origin} is not an earlier call of ${on}; put it before this one`;
  }
  if ('what' in call && 'call' in call.what && call.what.offsetPages >= pages) {
    const { offsetPages } = call.what;
    return `call.what.offsetPages: ${offsetPages} is beyond call ${origin}, whose size is ${pages}`;
  }
  return null;
}

/** What only careless callers do, or null. */
function misbehaved(script: Script, number: number): string | null {
  const { call } = script[number] as ScriptedCall;
  if (!('what' in call)) return null;
  const origin = originOf(call);
  if (origin === null) return 'call.what: only careless callers name a pfn; name a call instead';
  if (call.fn === 'find') return null;
  const frees = (other: ScriptedCall): boolean =>
    other.call.fn !== 'find' && originOf(other.call) === origin;
  if (script.findIndex(frees) === number) return null;
  return `call.what.call: call ${origin} is freed twice, as only careless callers do; free it once`;
}
