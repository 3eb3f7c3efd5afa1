import { keyOf } from '../../../abstraction/key-of.ts';
import type { ContextId } from '../../../model/context-id.ts';
import { hasRole } from '../../../model/role.ts';
import { isMadeBy } from '../../../port/call-table.ts';
import type { Subject } from '../../../port/subject.ts';
import { fixedCalls, freesOf } from '../../run/scope-calls.ts';
import type { Scope } from '../../run/scope.ts';
import type { Script, ScriptedCall } from '../../run/script.ts';
import { WorldModel } from './world-model.ts';

/**
 * All ways in which the runs of a scope can begin, up to exchanges of equal CPUs: each is a list of
 * `depth` calls, in the order in which they begin. Every run, or an exchange of it, begins with the
 * calls of one list, or with some of them and no other; so searches of all lists leave nothing out.
 * Some lists can never begin.
 * @param depth 1 or more; a list has no more calls than the scope allows
 */
export function firstCallsOf(subject: Subject, scope: Scope, depth: number): readonly Script[] {
  const { world, symmetries } = new WorldModel(subject, scope, null);
  const { contexts, calls } = world.system;
  const callers = contexts.map(({ id }) => id).filter((id) => calls.callers.includes(id));
  let lists: readonly Script[] = [[]];
  for (let length = 0; length < Math.min(depth, scope.calls); length += 1) {
    lists = lists.flatMap((list) => nextCalls(list, callers, scope).map((one) => [...list, one]));
  }
  // Contexts stand in it by name; calls are named by their place, which is the same in an image.
  const textOf = (list: Script, rename: (text: string) => string): string =>
    keyOf(list.map(({ on, call }) => [rename(on), call]));
  return lists.filter((list) => {
    const own = textOf(list, (on) => on);
    return symmetries.every((symmetry) => own <= textOf(list, (on) => symmetry.text(on)));
  });
}

/** The calls that can come after those of the list. */
function nextCalls(
  list: Script,
  callers: readonly ContextId[],
  scope: Scope,
): readonly ScriptedCall[] {
  const granted = list.flatMap(({ call }, at) =>
    hasRole(call, 'takes') || hasRole(call, 'reserves') ? [at] : [],
  );
  const calls = [...fixedCalls(scope), ...granted.flatMap((at) => freesOf(at, scope))];
  return callers.flatMap((on) =>
    calls.filter(({ fn }) => isMadeBy(on, fn)).map((call) => ({ on, call })),
  );
}
