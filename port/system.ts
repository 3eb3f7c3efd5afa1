import type { RegisterBank } from '../abstraction/register.ts';
import type { Call, ContextId, Request, Space } from '../model/call.ts';
import type { Pressure } from '../model/fact.ts';
import type { Range } from '../model/range.ts';
import type { Accesses, SharedObject } from './accesses.ts';
import type { Action } from './action.ts';
import type { CallBook } from './call-book.ts';

/** The step that a context takes next. */
export interface NextStep {
  /** The C function and where in it: "free_iova: erase". */
  readonly at: string;
  /** It may ask for memory (at most once), so a run may have that refused. */
  readonly asks: boolean;
  /** At the head of a loop: what is still known of its earlier rounds. */
  readonly loop?: { readonly knows: readonly unknown[] };
}

/** A context, and where it stands. */
export interface ContextState {
  readonly id: ContextId;
  /** It is in the middle of a call, or of a run of the work. */
  readonly busy: boolean;
  /** The call in progress; null: none, and for the worker. */
  readonly call: number | null;
  /** Null: it has nothing to do. */
  readonly next: NextStep | null;
  /** Steps taken since the call, or the run of the work, began. */
  readonly steps: number;
  /** It has learned something from a step since the call, or the run of the work, began. */
  readonly underWay: boolean;
}

/** What may be asked of memory. */
export interface MemoryState {
  readonly pressure: Pressure;
  /** Requests made, and those of them that were refused, since the system began. */
  readonly asked: number;
  readonly refused: number;
}

/**
 * What a world needs of the thing that it checks, and all that engines, replay, shrinking, scripts
 * and lassos see of it. Facts go to the sink that it was booted with. Whatever happens follows from
 * the actions alone.
 */
export interface System {
  readonly space: Space;
  /** Everybody who may run, in a fixed order: CPUs, interrupts, then the others. */
  readonly contexts: readonly ContextState[];
  /** The calls so far, and what they were granted. */
  readonly calls: CallBook;
  readonly memory: MemoryState;
  /** The present step, or the last one: the C function and where in it. */
  readonly place: string;
  /** The ranges of the fillers as the tree holds them, ascending; empty: there are none. */
  readonly fillers: readonly Range[];
  /** The teardown has begun. */
  readonly putInvoked: boolean;

  /** The context of that name; the timer has none. */
  context(id: string): ContextState | undefined;
  /** Whether the action can be taken now. */
  enabled(action: Action): boolean;
  /** Why the action cannot be taken now, in one sentence; null: it can. */
  whyNotEnabled(action: Action): string | null;
  /** Takes an enabled action. Returns whether a refusal it carries met a request. */
  apply(action: Action): boolean;
  /** Whether a call of that kind can begin on that context. */
  canStart(on: ContextId, fn: Call['fn']): boolean;
  /** Whether the context, or the timer, has a step that it can take. */
  canStep(on: ContextId): boolean;
  /** Whether the step it takes next may ask for memory. */
  asks(on: ContextId): boolean;
  /** The call with its page as a number; null: it names what was never granted. */
  resolve(call: Call): Request | null;
  /** Calls that have not responded, the teardown included. */
  callsInProgress(): number;
  /** Everybody who is busy, if none of them can take a step and no time is awaited. */
  blocked(): readonly ContextState[];

  /** Null: its states cannot be saved, so that nothing comes back to one. */
  readonly snapshots: Snapshots | null;
  /** Null: nobody knows what a step touches, so that classes of interleavings are unknown. */
  readonly recording: Recording | null;
  /** Null: it has no clock, and no time passes. */
  readonly timing: Timing | null;
  /** Null: its moves are actions, and judges hear its facts. */
  readonly flat: FlatMoves | null;
}

/** The capability to save and restore: for searches of states, and to see that a loop goes round. */
export interface Snapshots {
  /** The whole state. Only a system made for a search can be written to. */
  readonly bank: RegisterBank;
}

/** The capability to record accesses: for a search that reduces interleavings to classes. */
export interface Recording {
  /** From now on each step notes what it touches there; the caller clears it. */
  record(into: Accesses): void;
  /** Whether there are states in which the context stands at its next step and cannot take it. */
  mayWait(on: ContextId): boolean;
  /** The locks that it holds, the last taken last. */
  held(on: ContextId): readonly SharedObject[];
}

/** The capability to let time pass. */
export interface Timing {
  readonly nowJiffies: number;
  /** How far time may move: not past a deadline, and not while a step is due; 0: not at all. */
  maxAdvanceJiffies(): number;
}

/**
 * The capability to offer its moves as numbers and to judge itself: for a system without calls and
 * facts, whose speed actions and closures would cost. Each move costs one step, whoever takes it.
 */
export interface FlatMoves {
  /** The moves enabled now, ascending; a move means the same in every state. */
  moves(): readonly number[];
  /** Takes an enabled move. */
  apply(move: number): void;
  /** Nothing that happens from here on can be judged. */
  readonly closed: boolean;
  /** Signatures of what was broken since this was last asked. */
  takeBroken(): readonly string[];
}
