import type { Coroutine, Effect } from '../../kernel/effect.ts';

/** The coroutine, but each of its steps is replaced by what `change` returns; null: by none. */
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
