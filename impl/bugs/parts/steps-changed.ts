import type { Coroutine, Effect } from '../../kernel/effect.ts';

/**
 * The coroutine, but each of its steps is replaced by what `change` returns; null: by none.
 * `change` is also given what the last step has returned.
 */
export function* stepsChanged<R>(
  coroutine: Coroutine<R>,
  change: (own: Effect, before: unknown) => Effect | null,
): Coroutine<R> {
  let sent: unknown;
  let result = coroutine.next();
  while (result.done !== true) {
    const changed = change(result.value, sent);
    sent = changed === null ? undefined : yield changed;
    result = coroutine.next(sent);
  }
  return result.value;
}
