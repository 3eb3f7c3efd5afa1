import { assert } from '../../../model/assert.ts';
import { CallBook } from '../../../port/call-book.ts';
import { keyOf } from '../../../abstraction/key-of.ts';
import type { Call } from '../../../model/call.ts';
import type { ContextId } from '../../../model/context-id.ts';
import type { Script } from '../../run/script.ts';
import type { Symmetry } from '../../../abstraction/symmetry.ts';
import { renameCall } from '../../run/number-calls.ts';

/** The calls that each context makes, in order. The calls that they name are numbered by caller. */
export type ScriptedCalls = ReadonlyMap<ContextId, readonly Call[]>;

/** Sorts the calls of a script by context. */
export function scriptedCalls(script: Script, callers: readonly ContextId[]): ScriptedCalls {
  const book = new CallBook(callers, true);
  const names = new Map(script.map(({ on }, at) => [at, book.begin(on)]));
  const byContext = new Map<ContextId, Call[]>();
  for (const { on, call } of script) {
    const renamed = renameCall(call, names);
    assert(renamed !== null, 'a script names a call that is not in it');
    byContext.set(on, [...(byContext.get(on) ?? []), renamed]);
  }
  return byContext;
}

/** Whether the contexts that the symmetry exchanges make the same calls. */
export function isScriptAlike(scripted: ScriptedCalls, symmetry: Symmetry): boolean {
  for (const [on, calls] of scripted) {
    const other = scripted.get(symmetry.text(on) as ContextId);
    if (keyOf(calls, symmetry) !== keyOf(other ?? [])) return false;
  }
  return true;
}
