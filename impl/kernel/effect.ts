import type { Context } from './context.ts';
import { made } from './made.ts';

/**
 * One step, as other contexts can see it. A coroutine yields it *before* it happens. `apply` is the
 * only code that touches shared state. What it returns is sent back as the value of the `yield`.
 */
export interface Effect {
  /** The C function and where in it: "free_iova: erase". */
  readonly at: string;
  /** Where it begins in the source, as "iova.c:412"; absent: it is no step of compiled C. */
  readonly line?: string | undefined;
  /** It may ask for memory (at most once), so that a run may refuse it. */
  readonly asks: boolean;
  /** It may ask for memory that cannot be refused. */
  readonly assured?: true | undefined;
  /** Only at the head of a loop: which loop, and what is still known of its earlier rounds. */
  readonly loop?: { readonly of: Loop; readonly knows: readonly unknown[] } | undefined;
  /** Whether `by` can take the step now. It cannot if, for example, a lock is held. */
  enabled(by: Context): boolean;
  apply(): unknown;
}

/** One execution of a loop, from its entry to its end: a `Symbol()` made at its entry. */
export type Loop = symbol;

/**
 * Code whose steps other contexts can interleave with theirs. It is sent what the `apply` of its
 * step returned. The compiler cannot know the type of that, so code states it:
 * `const p: Ptr = yield step`.
 */
export type Coroutine<R> = Generator<Effect, R>;

/** The `enabled` of a step that never waits. */
export function always(): boolean {
  return true;
}

/**
 * A step that is always enabled and asks for no memory.
 * @param at `kernel_function: where`
 * @param apply what the step does; what it returns is sent to the coroutine
 */
export function step(at: string, apply: () => unknown): Effect {
  made.steps += 1;
  return effectOf(at, undefined, false, undefined, undefined, always, apply);
}

/** A step that is always enabled and may ask for atomic memory, at most once. */
export function asking(at: string, apply: () => unknown): Effect {
  made.steps += 1;
  return effectOf(at, undefined, true, undefined, undefined, always, apply);
}

/**
 * A step that is always enabled and uses memory that was reserved beforehand, as by
 * `mas_preallocate()` before the lock was taken: nothing can refuse it. The step that reserves is
 * an `asking()` or a `blocking()` one.
 */
export function reserved(at: string, apply: () => unknown): Effect {
  made.steps += 1;
  return effectOf(at, undefined, false, true, undefined, always, apply);
}

/**
 * The same step, at the head of a loop. The coroutine thereby promises that nothing it was sent in
 * earlier rounds matters any more except `knows`, so that a search can recognise a state that it
 * has met before. What was sent before the loop was entered still matters.
 */
export function atLoopHead(of: Loop, effect: Effect, ...knows: readonly unknown[]): Effect {
  const { at, line, asks, assured } = effect;
  const enabled = effect.enabled === always ? always : (by: Context) => effect.enabled(by);
  return effectOf(at, line, asks, assured, { of, knows }, enabled, () => effect.apply());
}

/** One layout for all steps: code that reads steps of many layouts is slow. */
function effectOf(
  at: string,
  line: string | undefined,
  asks: boolean,
  assured: true | undefined,
  loop: Effect['loop'],
  enabled: Effect['enabled'],
  apply: Effect['apply'],
): Effect {
  return { at, line, asks, assured, loop, enabled, apply };
}
