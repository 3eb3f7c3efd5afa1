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
  /** At the head of a loop: which one, and all that is still known of its earlier rounds. */
  readonly loop?: { readonly of: Loop; readonly knows: readonly unknown[] };
  /** Whether `by` can take the step now: a lock may be held, a work may be running. */
  enabled(by: Context): boolean;
  apply(): unknown;
}

/** One execution of a loop, from its entry to its end: a `Symbol()` made where it is entered. */
export type Loop = symbol;

/**
 * Code that others can interleave with. What is sent is what the step's `apply` returned, so
 * `const p: Ptr = yield step` states a type that the step knows and the compiler cannot.
 */
export type Coroutine<R> = Generator<Effect, R>;

/** The `enabled` of a step that never waits. */
export function always(): boolean {
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

/**
 * The same step, at the head of a loop. It promises that nothing that was sent in earlier rounds
 * matters any more but `knows`, so that a state met again can be recognised; what was sent before
 * the loop was entered still matters.
 */
export function atLoopHead(of: Loop, effect: Effect, ...knows: readonly unknown[]): Effect {
  return {
    at: effect.at,
    asks: effect.asks,
    loop: { of, knows },
    enabled: effect.enabled === always ? always : (by) => effect.enabled(by),
    apply: () => effect.apply(),
  };
}
