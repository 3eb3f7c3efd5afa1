import { assert } from '../../model/assert.ts';
import type { Action } from '../../port/action.ts';
import { CallBook } from '../../port/call-book.ts';
import { originOf, withOrigin } from '../../port/call-origin.ts';
import type { Call } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';

/**
 * The call, with the number of the call that it names, if any, replaced; null if that number has no
 * replacement. A call that names none comes back as it is.
 * @param names from old to new number
 */
export function renameCall(call: Call, names: ReadonlyMap<number, number>): Call | null {
  const origin = originOf(call);
  if (origin === null) return call;
  const name = names.get(origin);
  return name === undefined ? null : withOrigin(call, name);
}

/** The actions of a search, which numbers calls by caller, with calls in order of their start. */
export function numberInOrder(
  actions: readonly Action[],
  callers: readonly ContextId[],
): readonly Action[] {
  const book = new CallBook(callers, true);
  return renumber(
    actions,
    (on) => book.begin(on),
    (begun) => begun,
  );
}

/** The actions of a run, which numbers calls in order of their start, with calls by caller. */
export function numberByCaller(
  actions: readonly Action[],
  callers: readonly ContextId[],
): readonly Action[] {
  const book = new CallBook(callers, true);
  return renumber(
    actions,
    (_, begun) => begun,
    (_, on) => book.begin(on),
  );
}

/**
 * `before` and `after` give the old and the new number of the call that `on` starts when `begun`
 * others have started.
 */
function renumber(
  actions: readonly Action[],
  before: (on: ContextId, begun: number) => number,
  after: (begun: number, on: ContextId) => number,
): readonly Action[] {
  const names = new Map<number, number>();
  return actions.map((action) => {
    if (action.do !== 'start') return action;
    const call = renameCall(action.call, names);
    assert(call !== null, 'a call names one that has not begun');
    const begun = names.size;
    names.set(before(action.on, begun), after(begun, action.on));
    return { ...action, call };
  });
}
