import { assert } from '../../model/assert.ts';
import type { Action } from '../../port/action.ts';
import { CallBook } from '../../port/call-book.ts';
import { originOf, withOrigin } from '../../port/call-origin.ts';
import type { Call, ContextId } from '../../model/call.ts';

/** The call with the call that it names, if any, renamed; null if that has no new name. */
export function renameCall(call: Call, names: ReadonlyMap<number, number>): Call | null {
  const origin = originOf(call);
  if (origin === null) return call;
  const name = names.get(origin);
  return name === undefined ? null : withOrigin(call, name);
}

/** The actions of a search, with calls numbered as they begin, as in a run, not by caller. */
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

/** The actions of a run, with calls numbered by caller, as in a search. */
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

/** `before` and `after`: old and new number of the call that `on` begins after `begun` others. */
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
