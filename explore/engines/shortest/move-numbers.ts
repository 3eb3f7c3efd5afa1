import { callName } from '../../../abstraction/names-by-maker.ts';
import type { Call } from '../../../model/call.ts';
import { type ContextId, isCaller } from '../../../model/context-id.ts';
import type { Pressure } from '../../../model/fact.ts';
import type { Action } from '../../../port/action.ts';
import { isMadeBy, TEARDOWN } from '../../../port/call-table.ts';
import type { System } from '../../../port/system.ts';
import { freesOf } from '../../run/scope-calls.ts';
import { fixedCalls } from '../../run/scope-calls.ts';
import type { Scope } from '../../run/scope.ts';
import type { Move, MoveCost } from '../../state-space/model.ts';
import { costOfAction } from './cost-of-action.ts';
import type { ScriptedCalls } from './scripted-calls.ts';

/** Moves from here on let time pass: by so many jiffies as the number is larger. */
const FIRST_ADVANCE = 2 ** 24;

const BY_NOBODY: MoveCost = { calls: 0, refusals: 0, on: null };

/** A move that begins a call. */
export interface Start {
  readonly move: Move;
  readonly call: Call;
}

/**
 * The number of each action that a search takes in a scope. It depends on the scope alone, so that
 * threads that search together mean the same by it.
 */
export class MoveNumbers {
  /** The step of each context, with its memory request granted. */
  readonly steps: readonly Move[];
  /** The step of each context, with its memory request refused. */
  readonly refusals: readonly Move[];
  readonly timer: Move;
  readonly put: Move;
  readonly pressures: Readonly<Record<Pressure, Move>>;
  /** The calls of each context that name no grant; none for a context that makes no calls. */
  readonly starts: readonly (readonly Start[])[];
  readonly #system: System;
  readonly #scope: Scope;
  /** The action of each move below `FIRST_ADVANCE`, and what it costs. */
  readonly #actions: Action[] = [];
  readonly #costs: MoveCost[] = [];
  readonly #moves = new Map<string, Move>();
  /** The frees, by context and the call that they name. */
  readonly #frees = new Map<string, readonly Start[]>();

  /** @param scripted the calls that are made; null: every call that the scope allows */
  constructor(system: System, scope: Scope, scripted: ScriptedCalls | null) {
    this.#system = system;
    this.#scope = scope;
    const ids = system.contexts.map(({ id }) => id);
    this.steps = ids.map((on) => this.#moveOf({ do: 'step', on }));
    this.refusals = ids.map((on) => this.#moveOf({ do: 'step', on, refuse: true }));
    this.timer = this.#moveOf({ do: 'step', on: 'timer' });
    this.put = this.startOf('teardown', TEARDOWN).move;
    const pressure = (level: Pressure): Move => this.#moveOf({ do: 'pressure', level });
    this.pressures = { none: pressure('none'), nodes: pressure('nodes'), all: pressure('all') };
    this.starts = ids.map((on) =>
      fixedCalls(scope)
        .filter(({ fn }) => isMadeBy(on, fn))
        .map((call) => this.startOf(on, call)),
    );
    for (const [on, made] of scripted ?? []) for (const call of made) this.startOf(on, call);
    if (scripted === null) this.#numberFrees(ids.filter(isCaller), scope.calls);
  }

  #numberFrees(callers: readonly ContextId[], calls: number): void {
    for (const on of callers) {
      for (const by of this.#system.calls.callers.keys()) {
        for (let nth = 0; nth < calls; nth += 1) this.freesOf(on, callName(by, nth));
      }
    }
  }

  /** The action of a move, with calls numbered by caller. */
  actionOf(move: Move): Action {
    if (move < FIRST_ADVANCE) return this.#actions[move] as Action;
    return { do: 'advance', byJiffies: move - FIRST_ADVANCE };
  }

  costOf(move: Move): MoveCost {
    return move < FIRST_ADVANCE ? (this.#costs[move] as MoveCost) : BY_NOBODY;
  }

  advance(byJiffies: number): Move {
    return FIRST_ADVANCE + byJiffies;
  }

  /** The frees of what call number `named` was granted. */
  freesOf(on: ContextId, named: number): readonly Start[] {
    const key = `${on} ${named}`;
    let frees = this.#frees.get(key);
    if (frees === undefined) {
      frees = freesOf(named, this.#scope).map((call) => this.startOf(on, call));
      this.#frees.set(key, frees);
    }
    return frees;
  }

  startOf(on: ContextId, call: Call): Start {
    return { move: this.#moveOf({ do: 'start', on, call }), call };
  }

  #moveOf(action: Action): Move {
    const key = JSON.stringify(action);
    let move = this.#moves.get(key);
    if (move === undefined) {
      move = this.#actions.push(action) - 1;
      this.#moves.set(key, move);
      this.#costs.push(costOfAction(action, this.#system));
    }
    return move;
  }
}
