import { type ContextId, isCaller } from '../../../model/context-id.ts';
import { TEARDOWN } from '../../../port/call-table.ts';
import { isCarelessIn } from '../../../port/caller-kinds.ts';
import type { Scope } from '../../run/scope.ts';
import type { Move } from '../../state-space/model.ts';
import { mayCall, nameableCalls } from '../../world/callers.ts';
import { searchedAdvanceJiffies } from '../../world/searched-advance.ts';
import type { World } from '../../world/world.ts';
import type { MoveNumbers, Start } from './move-numbers.ts';
import type { ScriptedCalls } from './scripted-calls.ts';

/** A call that knows so many values is not followed: it may be a loop that nothing marks. */
const KNOWS_MAX = 100;
const LEFT_OUT = `${KNOWS_MAX} steps of one call (atLoopHead marks the head of a loop)`;

/**
 * A mode has 1 if requests may be refused, and one of these for the calls that may begin. From
 * `first` on, twice the number of calls begun is added: only the next one of the first calls may.
 */
const CALLS = { begin: 0, beginAfterPut: 2, end: 4, first: 6 } as const;

/**
 * Where the moves of a search come from: each context has steps and calls; the last source has the
 * timer, the teardown, and time.
 */
export class MoveSources {
  leftOut: string | null = null;
  readonly #world: World;
  readonly #scope: Scope;
  readonly #moves: MoveNumbers;
  readonly #scripted: ScriptedCalls | null;
  readonly #first: readonly Move[];
  /** A teardown may begin while calls are in progress. */
  readonly #races: boolean;

  /**
   * @param scripted the calls that are made; null: every call that the scope allows
   * @param first the moves that begin the first calls of every run; []: any may be the first
   */
  constructor(
    world: World,
    scope: Scope,
    moves: MoveNumbers,
    scripted: ScriptedCalls | null,
    first: readonly Move[],
  ) {
    this.#world = world;
    this.#scope = scope;
    this.#moves = moves;
    this.#scripted = scripted;
    this.#first = first;
    this.#races = isCarelessIn(scope.callers, 'tears down');
  }

  get count(): number {
    return this.#world.system.contexts.length + 1;
  }

  /** What moves depend on besides the state, after so many calls and refusals: from 0. */
  modeOf(calls: number, refusals: number): number {
    const mayRefuse = refusals < this.#scope.refusals ? 1 : 0;
    if (calls < this.#first.length) return CALLS.first + 2 * calls + mayRefuse;
    if (calls < this.#scope.calls) return CALLS.begin + mayRefuse;
    return mayRefuse + (calls === this.#scope.calls ? CALLS.beginAfterPut : CALLS.end);
  }

  /** The enabled moves of a source. */
  movesOf(source: number, mode: number): readonly Move[] {
    const moves: Move[] = [];
    const { length } = this.#world.system.contexts;
    if (source < length) this.#addContext(source, mode, moves);
    else {
      if (this.#world.system.canStep('timer')) moves.push(this.#moves.timer);
      this.#addTeardown(moves);
      this.#addTime(moves);
    }
    return moves;
  }

  #addContext(at: number, mode: number, moves: Move[]): void {
    const { system } = this.#world;
    const context = system.contexts[at];
    if (context === undefined) return;
    if (context.busy && context.knows >= KNOWS_MAX) {
      this.leftOut = LEFT_OUT;
      return;
    }
    const { id } = context;
    if (system.canStep(id)) {
      moves.push(this.#moves.steps[at] as Move);
      if ((mode & 1) > 0 && system.asks(id)) moves.push(this.#moves.refusals[at] as Move);
    } else if (this.#scripted !== null) this.#addScripted(id, this.#scripted, moves);
    else if (mode >= CALLS.first) this.#addFirst(id, at, mode, moves);
    else if (this.#mayBegin(mode)) this.#addStarts(id, at, moves);
  }

  /** Whether another call may begin. The teardown is not counted among the calls of the scope. */
  #mayBegin(mode: number): boolean {
    if (mode < CALLS.beginAfterPut) return true;
    return mode < CALLS.end && this.#world.system.putInvoked;
  }

  /**
   * The teardown, if it may begin: at any time at which such callers begin it, with a script once
   * all its calls have begun.
   */
  #addTeardown(moves: Move[]): void {
    const { system, judges } = this.#world;
    const { teardown, callers } = this.#scope;
    if (!teardown || !system.canStartAny('teardown')) return;
    if (!mayCall(judges.ledger, callers, TEARDOWN)) return;
    const { calls } = system;
    const isTime =
      this.#scripted === null ||
      [...this.#scripted].every(([on, { length }]) => calls.madeBy(on) === length);
    if (isTime) moves.push(this.#moves.put);
  }

  #addTime(moves: Move[]): void {
    const { system } = this.#world;
    const byJiffies = searchedAdvanceJiffies(system);
    if (byJiffies >= 1 && (this.#races || !system.putInvoked)) {
      moves.push(this.#moves.advance(byJiffies));
    }
  }

  #addScripted(on: ContextId, scripted: ScriptedCalls, moves: Move[]): void {
    const { system, judges } = this.#world;
    const call = scripted.get(on)?.[system.calls.madeBy(on)];
    if (call === undefined || !system.enabled({ do: 'start', on, call })) return;
    if (!mayCall(judges.ledger, this.#scope.callers, call)) return;
    moves.push(this.#moves.startOf(on, call).move);
  }

  /** Of the calls that may begin, the one whose turn it is. */
  #addFirst(on: ContextId, at: number, mode: number, moves: Move[]): void {
    const due = this.#first[(mode - CALLS.first) >> 1] as Move;
    const starts: Move[] = [];
    this.#addStarts(on, at, starts);
    if (starts.includes(due)) moves.push(due);
  }

  #addStarts(on: ContextId, at: number, moves: Move[]): void {
    const { system, judges } = this.#world;
    const starts = this.#moves.starts[at] as readonly Start[];
    if (starts.length === 0 || !system.canStartAny(on)) return;
    const { callers } = this.#scope;
    for (const { move, call } of starts) {
      if (system.canStart(on, call.fn) && mayCall(judges.ledger, callers, call)) moves.push(move);
    }
    if (!isCaller(on)) return;
    for (const named of nameableCalls(this.#world, callers)) {
      for (const { move, call } of this.#moves.freesOf(on, named)) {
        if (system.canStart(on, call.fn) && mayCall(judges.ledger, callers, call)) moves.push(move);
      }
    }
  }
}
