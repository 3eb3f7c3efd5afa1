import type { Request } from '../../model/call.ts';
import type { Range } from '../../model/range.ts';
import type { Coroutine, Effect } from './effect.ts';

/** The result of a call: what it granted, or that it was refused, and the step that decided so. */
export type Outcome =
  | { readonly kind: 'granted'; readonly lo: number; readonly hi: number }
  | { readonly kind: 'refused'; readonly because: string }
  /** `range`: what a free removed, or the bounds of the object that a reserve returns. */
  | { readonly kind: 'done'; readonly range: Range | null };

export const DONE: Outcome = { kind: 'done', range: null };

/** A coroutine under way: its next step, and what still matters of all that it was sent. */
export interface Routine {
  /** The request that it serves; null for the work. */
  readonly request: Request | null;
  /** The step it takes next; null: it has ended. */
  readonly next: Effect | null;
  /** Its result; null: it has not ended. */
  readonly outcome: Outcome | null;
  /** What it was sent, without what it forgot at heads of loops. */
  readonly known: readonly unknown[];
  /** The routine after its next step has returned `value`. */
  after(value: unknown): Routine;
}

/** Begins coroutines. `begin` returns one that stands before its first step. */
export interface Routines {
  begin(request: Request | null, coroutine: () => Coroutine<Outcome>): Routine;
}
