import type { RegisterBank } from '../abstraction/register.ts';
import type { Call, Request, Space, TakingRequest } from '../model/call.ts';
import type { ContextId } from '../model/context-id.ts';
import type { Fact, Pressure } from '../model/fact.ts';
import type { Range } from '../model/range.ts';
import type { Accesses, SharedObject } from './accesses.ts';
import type { Action } from './action.ts';
import type { CallBook } from './call-book.ts';

/** The step that a context takes next. */
export interface NextStep {
  /** The C function and where in it: "free_iova: erase". */
  readonly at: string;
  /** Where it begins in the source, as "iova.c:412"; absent: it is no step of compiled C. */
  readonly line?: string | undefined;
  /** It may ask for memory (at most once), so that a run may refuse it. */
  readonly asks: boolean;
  /** Only at the head of a loop: what is still known of its earlier rounds. */
  readonly loop?: { readonly knows: readonly unknown[] } | undefined;
}

/** The state of a context. */
export interface ContextState {
  readonly id: ContextId;
  /** It is in the middle of a call, or of a run of the work. */
  readonly busy: boolean;
  /** The number of the call in progress; null: there is none, as always for the worker. */
  readonly call: number | null;
  /** The function that was called; null: no call is in progress. */
  readonly serves: Call['fn'] | null;
  /** The step that it takes next; null: it has nothing to do. */
  readonly next: NextStep | null;
  /** The number of steps taken since the call, or the run of the work, began. */
  readonly steps: number;
  /**
   * The number of values that steps have returned to it since the call, or the run of the work,
   * began, and that may still matter: heads of loops forget.
   */
  readonly knows: number;
}

/** The state of memory. */
export interface MemoryState {
  readonly pressure: Pressure;
  /**
   * The number of requests made by this system, and the number of those refused. They only rise:
   * they are no part of the state, so a return to a saved state does not set them back. Whoever
   * reads them compares a number with an earlier one.
   */
  readonly asked: number;
  readonly refused: number;
}

/**
 * What a world checks, as engines, replay, shrinking, scripts and lassos see it. It emits facts to
 * the sink that it was booted with. It is deterministic: everything follows from the actions.
 */
export interface System {
  readonly space: Space;
  /** All contexts except the timer, in a fixed order: CPUs, interrupts, then the others. */
  readonly contexts: readonly ContextState[];
  /** The calls begun so far, and what they were granted. */
  readonly calls: CallBook;
  readonly memory: MemoryState;
  /** The label of the present step, or of the last one: "free_iova: erase". */
  readonly place: string;
  /** The ranges of the fillers as the tree holds them, ascending; empty: there are no fillers. */
  readonly fillers: readonly Range[];
  /** The ranges that lie in caches before the run begins, ascending; empty: there are none. */
  readonly stock: readonly Range[];
  /** Facts about what was set up before the run begins, for judges who have not heard of it. */
  readonly opening: readonly Fact[];
  /** The teardown has begun. */
  readonly putInvoked: boolean;

  /** The context of that name; undefined if there is none, as for the timer. */
  context(id: string): ContextState | undefined;
  /** Whether the action can be taken now. */
  enabled(action: Action): boolean;
  /** Why the action cannot be taken now, in one sentence; null: it can. */
  whyNotEnabled(action: Action): string | null;
  /** Takes an enabled action. Returns false if it has a refusal that met no request, else true. */
  apply(action: Action): boolean;
  /** Whether some call can begin on that context. */
  canStartAny(on: ContextId): boolean;
  /** Whether a call of that kind can begin on that context. */
  canStart(on: ContextId, fn: Call['fn']): boolean;
  /** Whether the context, or the timer, has a step that it can take now. */
  canStep(on: ContextId): boolean;
  /** Whether the step it takes next may ask for memory. */
  asks(on: ContextId): boolean;
  /** The call with its page as a number; null: it names a page that was never granted. */
  resolve(call: Call): Request | null;
  /** The number of calls that have not responded yet, the teardown included. */
  callsInProgress(): number;
  /** All busy contexts, if none of them can take a step and none awaits a timer; else empty. */
  blocked(): readonly ContextState[];
  /**
   * Goes back to where it stood when it was made, so that another run can begin. False: it cannot,
   * and another system has to be made.
   */
  startOver(): boolean;

  /** Null: its states cannot be saved and restored. */
  readonly snapshots: Snapshots | null;
  /** Null: no allocation can be tried: the step that decided stands for the cause of a refusal. */
  readonly trials: Trials | null;
  /** Null: it does not record what steps touch, so classes of interleavings are unknown. */
  readonly recording: AccessRecording | null;
  /** Null: it has no clock, so no time passes. */
  readonly timing: Timing | null;
  /** Null: its moves are actions, and judges hear its facts, as usual. */
  readonly flat: FlatMoves | null;
}

/** The capability to save and restore states: for searches of states, and to recognise loops. */
export interface Snapshots {
  /** The whole state. Only a system made for a search can be written to. */
  readonly bank: RegisterBank;
  /**
   * Forgets what no register observes. A search that takes states that look alike for one asks for
   * it after each step: what stayed could be told from what another state left.
   */
  settle(): void;
}

/** The capability to try an allocation: for what caused a refusal. */
export interface Trials {
  /**
   * The pieces of shared state on which a trial may depend, by the names of their registers. Locks
   * and memory are not among them: in a trial all locks are free, and memory is there.
   */
  readonly parts: readonly string[];
  /** The indices, in `parts`, of those that some trial has looked at so far, ascending. */
  readonly lookedAt: readonly number[];
  /** What the parts hold now, in the same order. A part that has not changed holds the same. */
  save(): readonly unknown[];
  /**
   * Whether the request is granted if it is made alone, with memory at hand, where the parts hold
   * `saved`. Nothing of the trial is left behind, and no fact is emitted.
   */
  grants(saved: readonly unknown[], request: TakingRequest): boolean;
  /**
   * The names of those parts that differ, as the design calls them; range objects, the log and the
   * clock aside.
   */
  written(before: readonly unknown[], after: readonly unknown[]): readonly string[];
}

/** The capability to record accesses: for a search that explores classes of interleavings. */
export interface AccessRecording {
  /** From now on each step adds what it touches to `into`. The caller clears it. */
  record(into: Accesses): void;
  /** Whether there are states in which the context cannot take the step that it is at. */
  mayWait(on: ContextId): boolean;
  /** The locks that the context holds, in the order in which it took them. */
  held(on: ContextId): readonly SharedObject[];
}

/** The capability to let time pass. */
export interface Timing {
  readonly nowJiffies: number;
  /** The most jiffies that may pass now: not past a deadline, and none while a step is due. */
  maxAdvanceJiffies(): number;
}

/**
 * The capability to offer moves as numbers and to judge itself: for a system without calls and
 * facts, which actions and closures would slow down. Each move counts as one step.
 */
export interface FlatMoves {
  /** The moves that are enabled now, ascending. A move means the same in every state. */
  moves(): readonly number[];
  /** Takes an enabled move. */
  apply(move: number): void;
  /** Nothing that happens from now on can be judged. */
  readonly closed: boolean;
  /** The signatures of what was broken since the last call of `takeBroken`. */
  takeBroken(): readonly string[];
}
