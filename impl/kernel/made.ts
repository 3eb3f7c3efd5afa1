/**
 * What coroutines have made so far, in this thread: a step that was made and never yielded, or a
 * coroutine that was made and never begun, does nothing, which looks as if the design did nothing.
 */
export const made = {
  steps: 0,
  /** Coroutines made by a user's design, and those of them that were begun. */
  coroutines: 0,
  begun: 0,
};

/** Notes that a coroutine was made, and that it is begun once somebody looks for its `next`. */
export function noteCoroutine(coroutine: object): void {
  made.coroutines += 1;
  const next: unknown = Reflect.get(coroutine, 'next');
  Object.defineProperty(coroutine, 'next', {
    configurable: true,
    get() {
      made.begun += 1;
      Object.defineProperty(coroutine, 'next', { value: next });
      return next;
    },
  });
}

/** Whether the coroutine has been noted. */
export function isNoted(coroutine: object): boolean {
  return Object.hasOwn(coroutine, 'next');
}
