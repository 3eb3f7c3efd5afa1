import type { Coroutine, Effect } from '../../kernel/effect.ts';

/** The coroutine, but `change` says which step is taken for each of its own; null: none. */
export function* stepsChanged<R>(
  coroutine: Coroutine<R>,
  change: (own: Effect) => Effect | null,
): Coroutine<R> {
  let result = coroutine.next();
  while (result.done !== true) {
    const changed = change(result.value);
    const sent: unknown = changed === null ? undefined : yield changed;
    result = coroutine.next(sent);
  }
  return result.value;
}
