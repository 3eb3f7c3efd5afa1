import type { Context } from './context.ts';

/**
 * One step that others can see. A coroutine yields it *before* it happens; `apply` is the only
 * code that touches shared state, and what it returns is sent back as the value of the `yield`.
 */
export interface Effect {
  /** The C function and where in it: "free_iova: erase". */
  readonly at: string;
  /** It may ask for memory (at most once), so the run may say that it is refused. */
  readonly asks: boolean;
  /**
   * At the head of a loop: all that the coroutine still knows. It promises that what was sent
   * before no longer matters, so that a state met again can be recognised.
   */
  readonly knows?: readonly unknown[];
  /** Whether `by` can take the step now: a lock may be held, a work may be running. */
  enabled(by: Context): boolean;
  apply(): unknown;
}

/**
 * Code that others can interleave with. What is sent is what the step's `apply` returned, so
 * `const p: Ptr = yield step` states a type that the step knows and the compiler cannot.
 */
export type Coroutine<R> = Generator<Effect, R>;

function always(): boolean {
  return true;
}

/** A step that is always enabled and asks for no memory. */
export function step(at: string, apply: () => unknown): Effect {
  return { at, asks: false, enabled: always, apply };
}

/** A step that may ask for memory once. */
export function asking(at: string, apply: () => unknown): Effect {
  return { at, asks: true, enabled: always, apply };
}

/** The same step, at the head of a loop whose whole local state is `knows`. */
export function atLoopHead(effect: Effect, ...knows: readonly unknown[]): Effect {
  return {
    at: effect.at,
    asks: effect.asks,
    knows,
    enabled: (by) => effect.enabled(by),
    apply: () => effect.apply(),
  };
}
