import type { Call } from '../../model/call.ts';
import { cpuNumberOf, isCaller } from '../../model/context-id.ts';
import { hasRole, ROLE } from '../../model/role.ts';
import { originOf } from '../../port/call-origin.ts';
import { CALLS, descriptionOf, isMadeBy } from '../../port/call-table.ts';
import { isCarelessIn } from '../../port/caller-kinds.ts';
import { quoteCalls } from './quote-calls.ts';
import { wrongCall, wrongContext } from './run-bounds.ts';
import { CPUS_MAX, FILLERS_MAX, type Scope, spaceOf } from './scope.ts';
import type { ScriptFile } from './script-file.ts';
import { type Script, type ScriptedCall, startOrder } from './script.ts';

/** A scope does not allow a script. The message is one line that says what, where, what to do. */
export class UnfitScript extends Error {
  override readonly name: string = 'UnfitScript';
}

/**
 * Checks that some run of the scope can make every call of the script.
 * @param fileName the script's file, for the message
 * @throws UnfitScript if no run of the scope can
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
      wrongPlace(scripted.call, scope) ??
      wrongPage(script, number) ??
      (isCarelessIn(scope.callers, 'gives back') ? null : misbehaved(script, number));
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

/**
 * Checks that the scope has a teardown if the script lists it.
 * @throws UnfitScript if the scope has none
 */
export function checkTeardownFits(
  { script, tearsDown }: Pick<ScriptFile, 'script' | 'tearsDown'>,
  scope: Scope,
  fileName: string,
): void {
  if (!tearsDown || scope.teardown) return;
  throw new UnfitScript(
    `${fileName}: calls[${script.length}].call: a teardown, and the scope has none; ` +
      'give it teardown=on, or leave the call out',
  );
}

/** Says also which scope has such pages. */
function wrongPlace(call: Call, scope: Scope): string | null {
  const wrong = wrongCall(call, scope);
  if (wrong === null || !wrong.includes('is outside the space')) return wrong;
  const { startPfn, topPfn } = spaceOf(scope);
  const [least, most] = pagesNeeded(call);
  const fillers = scope.fillers + Math.max(0, most - topPfn);
  const isBetween = least >= startPfn - 1 && fillers <= FILLERS_MAX;
  return `${wrong}; give it ${isBetween ? `fillers=${fillers}, or ` : ''}more pages`;
}

/** The lowest and the highest page that the call names, its limit included. */
function pagesNeeded(call: Call): readonly [least: number, most: number] {
  const named = descriptionOf(call).pagesNamed(call);
  const pages = [
    ...('limit' in call ? [call.limit] : []),
    ...(named === null ? [] : [named.lo, named.hi]),
  ];
  return [Math.min(...pages), Math.max(...pages)];
}

function wrongCaller({ on, call }: ScriptedCall, scope: Scope): string | null {
  if (hasRole(call, 'switches a CPU')) {
    return on === 'hotplug' ? null : `on: hotplug calls "${call.fn}", not ${on}; write "hotplug"`;
  }
  if (on === 'hotplug') return `call: hotplug does not call "${call.fn}"; use a CPU`;
  if (!isCaller(on)) return `on: ${on} makes no calls of a script, but CPUs and irqs do`;
  if (!isMadeBy(on, call.fn)) {
    const others = quoteCalls((fn) => CALLS[fn].by === 'task or interrupt', 'and');
    return `call: an interrupt does not call "${call.fn}", but ${others}; use a CPU`;
  }
  if (cpuNumberOf(on) >= CPUS_MAX) {
    return `on: no scope has ${on}: there are at most ${CPUS_MAX} CPUs, from 0 to ${CPUS_MAX - 1}`;
  }
  return wrongContext(on, scope);
}

function wrongPage(script: Script, number: number): string | null {
  const { on, call } = script[number] as ScriptedCall;
  const origin = originOf(call);
  if (origin === null) return null;
  const named = script[origin];
  if (named === undefined) {
    return `call.what.call: there is no call ${origin}, but 0 to ${script.length - 1}`;
  }
  const pages = descriptionOf(named.call).pagesGranted(named.call);
  if (pages === null) {
    const others = quoteCalls((fn) => /^(?:takes|reserves)$/.test(ROLE[fn]), 'or');
    return `call.what.call: call ${origin} is a "${named.call.fn}"; name an ${others}`;
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

/** What only careless callers do in that call; null: nothing. */
function misbehaved(script: Script, number: number): string | null {
  const { call } = script[number] as ScriptedCall;
  if (!('what' in call)) return null;
  const origin = originOf(call);
  if (origin === null) return 'call.what: only careless callers name a pfn; name a call instead';
  if (!hasRole(call, 'gives back')) return null;
  const frees = (other: ScriptedCall): boolean =>
    hasRole(other.call, 'gives back') && originOf(other.call) === origin;
  if (script.findIndex(frees) === number) return null;
  return `call.what.call: call ${origin} is freed twice, as only careless callers do; free it once`;
}
