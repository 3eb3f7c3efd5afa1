import type { Coroutine } from '../kernel/effect.ts';

/** The same steps; the one that is called `at` does `then` as well, at its end. */
export function* afterStep<R>(steps: Coroutine<R>, at: string, then: () => void): Coroutine<R> {
  let next = steps.next();
  while (next.done !== true) {
    const effect = next.value;
    const apply = (): unknown => {
      const result = effect.apply();
      then();
      return result;
    };
    const result: unknown = yield effect.at === at ? { ...effect, apply } : effect;
    next = steps.next(result);
  }
  return next.value;
}
