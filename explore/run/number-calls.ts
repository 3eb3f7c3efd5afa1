import type { Action } from '../../port/action.ts';
import { CallBook } from '../../port/call-book.ts';
import { originOf, withOrigin } from '../../port/call-origin.ts';
import type { Call, ContextId } from '../../model/call.ts';

/** The call with what it names renamed; null if it names a call that has no new name. */
export function renameCall(call: Call, names: ReadonlyMap<number, number>): Call | null {
  const origin = originOf(call);
  if (origin === null) return call;
  const name = names.get(origin);
  return name === undefined ? null : withOrigin(call, name);
}

/** The actions of a search, its calls numbered by caller, as a run's: numbered as they begin. */
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

/** The actions of a run, whose calls are numbered as they begin, numbered by caller. */
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

/** `before` and `after` number the call that `on` begins when `begun` have begun. */
function renumber(
  actions: readonly Action[],
  before: (on: ContextId, begun: number) => number,
  after: (begun: number, on: ContextId) => number,
): readonly Action[] {
  const names = new Map<number, number>();
  return actions.map((action) => {
    if (action.do !== 'start') return action;
    const call = renameCall(action.call, names);
    if (call === null) throw new Error('a call names one that has not begun');
    const begun = names.size;
    names.set(before(action.on, begun), after(begun, action.on));
    return { ...action, call };
  });
}
