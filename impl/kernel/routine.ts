import type { Request } from '../../model/call.ts';
import type { Range } from '../../model/range.ts';
import type { Coroutine, Effect } from './effect.ts';

/** How a call ends: what it granted, or that it was refused and which step decided so. */
export type Outcome =
  | { readonly kind: 'granted'; readonly lo: number; readonly hi: number }
  | { readonly kind: 'refused'; readonly because: string }
  /** `range`: what a free removed, or the bounds of the object that a reserve returns. */
  | { readonly kind: 'done'; readonly range: Range | null };

export const DONE: Outcome = { kind: 'done', range: null };

/** A coroutine under way: where it stands, and what of all that it was sent matters still. */
export interface Routine {
  /** What it serves; null for the work. */
  readonly request: Request | null;
  /** The step it takes next; null at its end. */
  readonly next: Effect | null;
  /** How it ended; null before. */
  readonly outcome: Outcome | null;
  /** What it was sent, but that loop heads forget their earlier rounds. */
  readonly known: readonly unknown[];
  /** Goes on with what its step returned. */
  after(value: unknown): Routine;
}

/** Begins coroutines: `begin` makes one that stands before its first step. */
export interface Routines {
  begin(request: Request | null, coroutine: () => Coroutine<Outcome>): Routine;
}
