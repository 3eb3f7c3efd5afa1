import { assert } from '../../../model/assert.ts';
import { CannotSearch } from '../../world/cannot-search.ts';
import { LONGEST_BOUND_JIFFIES, maxAdvanceJiffies } from '../../world/searched-advance.ts';
import type { Action } from '../../../port/action.ts';
import { judgedBy, type Subject } from '../../../port/subject.ts';
import type { ContextState } from '../../../port/system.ts';
import { keyOf } from '../../../abstraction/key-of.ts';
import { observeForLasso } from '../../../abstraction/lasso-state.ts';
import { namesInOrder } from '../../../abstraction/names-in-order.ts';
import type { Call } from '../../../model/call.ts';
import { isCpu } from '../../../model/context-id.ts';
import type { Fact } from '../../../model/fact.ts';
import { overlaps } from '../../../model/range.ts';
import { numberInOrder } from '../../run/number-calls.ts';
import { World } from '../../world/world.ts';
import type { Edge, Graph, State } from './graph.ts';
import { type Scene, scopeOfScene } from './scene.ts';

/** Calls of a scene whose traffic ends: an allocation and a free. */
const CALLS = 2;

/**
 * A scene on a design, and every state that it can reach. The names of calls and objects are never
 * used twice. States are compared as if calls and objects were named in the order in which the
 * state mentions them. So the world can return to a state, once all that was allocated since is
 * gone.
 */
export class ClosedWorld {
  readonly #world: World;
  readonly #scene: Scene;
  readonly #numbers = new Map<string, number>();
  readonly #states: State[] = [];
  readonly #edges: Edge[][] = [];
  /** By state: what its registers hold; null: the state has been visited. */
  readonly #saved: (readonly unknown[] | null)[] = [];
  readonly #initial: readonly unknown[];
  /** By state: for how long memory has been available, at most a window plus 1; see `#calm`. */
  readonly #calmJiffies: number[] = [];
  /** The first move by which a property of the scene was broken. */
  #broken: Graph['broken'] = null;
  /** The last move refused a request that the adversary must not refuse. */
  #isFoul = false;

  /** @throws CannotSearch if the system cannot save its states, or has no clock */
  constructor(subject: Subject, scene: Scene) {
    this.#scene = scene;
    // `observeForLasso()` leaves out what these facts are judged by.
    const isObserved = scene.properties.every(
      ({ refusals, reads }) => refusals !== true && !reads.includes('visited'),
    );
    assert(isObserved, 'a scene judges what its states leave out');
    this.#world = new World(judgedBy(subject, scene.properties), scopeOfScene(scene), 'search');
    // Whoever starves does so while time passes: without a clock, no loop would be found.
    if (this.#world.system.timing === null) throw new CannotSearch(subject, 'let time pass');
    this.#world.onFact = (fact) => this.#referee(fact);
    this.#initial = this.#world.save();
    this.#enter(this.#key(0), 0, null);
  }

  /** Visits all states, but stops once more than `maxStates` have been met. */
  explore(maxStates: number): Graph {
    let at = 0;
    for (; at < this.#states.length && this.#states.length <= maxStates; at += 1) {
      const saved = this.#saved[at] as readonly unknown[];
      this.#edges[at] = [];
      this.#world.restore(saved);
      const calmBefore = this.#calmJiffies[at] as number;
      for (const action of this.#moves(calmBefore)) {
        this.#world.restore(saved);
        const calm = this.#take(action, calmBefore);
        if (calm === null) continue;
        const edge = this.#reach(at, action, calm);
        const [breach] = this.#world.judges.breaches;
        if (breach !== undefined) this.#broken ??= { edge, breach };
      }
      this.#saved[at] = null;
    }
    const truncated = at < this.#states.length;
    return { states: this.#states, edges: this.#edges, truncated, broken: this.#broken };
  }

  /** Takes the move; returns `#calm` after it, or null if the adversary has no such move. */
  #take(action: Action, calmJiffies: number): number | null {
    this.#isFoul = false;
    const met = this.#world.apply(action);
    if (!met || (this.#isFoul && action.do === 'step' && action.refuse === true)) return null;
    return this.#calm(action, calmJiffies);
  }

  /**
   * The jiffies for which memory has been available after the action, at most a window plus 1. If
   * the window has no end: 1 if memory is back for good, else 0.
   */
  #calm(action: Action, beforeJiffies: number): number {
    const { windowJiffies } = this.#scene;
    if (windowJiffies === null || this.#isScarce) return 0;
    if (windowJiffies === Infinity) return action.do === 'pressure' ? 1 : beforeJiffies;
    const passed = action.do === 'advance' ? action.byJiffies : 0;
    return Math.min(beforeJiffies + passed, windowJiffies + 1);
  }

  get #isScarce(): boolean {
    return this.#world.system.memory.pressure !== 'none';
  }

  /**
   * One by one, the adversary may refuse only first erases: not their retries, nor other requests.
   */
  #referee(fact: Fact): void {
    if (fact.kind === 'memory' && !fact.granted && fact.need !== 'erase') this.#isFoul = true;
    if (fact.kind !== 'kept') return;
    const { deferred } = this.#world.judges.ledger;
    if (deferred.some((range) => overlaps(range, fact.range))) this.#isFoul = true;
  }

  #reach(from: number, action: Action, calmJiffies: number): Edge {
    const key = this.#key(calmJiffies);
    const to = this.#numbers.get(key) ?? this.#states.length;
    const { windowJiffies } = this.#scene;
    const edge: Edge = {
      from,
      to,
      action,
      by: 'on' in action ? this.#bitOf(action.on) : 0,
      endsWindow:
        action.do === 'advance' &&
        (windowJiffies === Infinity ? !this.#isScarce : calmJiffies > (windowJiffies ?? -1)),
    };
    (this.#edges[from] as Edge[]).push(edge);
    if (to === this.#states.length) this.#enter(key, calmJiffies, edge);
    return edge;
  }

  #enter(key: string, calmJiffies: number, via: Edge | null): void {
    const { system, judges } = this.#world;
    let enabled = system.canStep('timer') ? this.#bitOf('timer') : 0;
    let calling = 0;
    for (const context of system.contexts) {
      const bit = this.#bitOf(context.id);
      if (system.canStep(context.id) || this.#calls(context).length > 0) enabled |= bit;
      if (context.call !== null) calling |= bit;
    }
    this.#numbers.set(key, this.#states.length);
    this.#states.push({ enabled, calling, deferred: judges.ledger.deferred, via });
    this.#saved.push(this.#world.save());
    this.#calmJiffies.push(calmJiffies);
  }

  #bitOf(on: string): number {
    const { contexts } = this.#world.system;
    const at = contexts.findIndex(({ id }) => id === on);
    return 1 << (at < 0 ? contexts.length : at);
  }

  /** All moves that the scene allows now. */
  #moves(calmJiffies: number): readonly Action[] {
    const { system } = this.#world;
    const { windowJiffies } = this.#scene;
    const scarce = this.#isScarce;
    const moves: Action[] = [];
    const busy = system.contexts.find(({ id }) => system.canStep(id));
    const alone = this.#scene.oneByOne && busy !== undefined ? [busy] : null;
    for (const context of alone ?? system.contexts) {
      const on = context.id;
      if (system.canStep(on)) {
        moves.push({ do: 'step', on });
        if (system.asks(on) && !scarce) moves.push({ do: 'step', on, refuse: true });
      }
      for (const call of this.#calls(context)) moves.push({ do: 'start', on, call });
    }
    if (alone !== null) return moves;
    if (system.canStep('timer')) moves.push({ do: 'step', on: 'timer' });
    const isForGood = windowJiffies === Infinity && calmJiffies > 0;
    if (windowJiffies !== null && !isForGood) {
      moves.push({ do: 'pressure', level: scarce ? 'none' : 'nodes' });
    }
    // A call that has begun to run takes no time, except where it waits for something.
    const underWay = system.contexts.some(
      ({ id, call, knows }) => call !== null && knows > 0 && system.canStep(id),
    );
    const most = underWay ? 0 : maxAdvanceJiffies(system);
    // To the deadline, or to one jiffy before it: no step looks at the clock in between.
    const passing = most === Infinity ? [this.#longJiffies(calmJiffies)] : [most - 1, most];
    for (const byJiffies of passing) if (byJiffies >= 1) moves.push({ do: 'advance', byJiffies });
    return moves;
  }

  /** How far time passes if there is no deadline: the rest of a window, or a whole one. */
  #longJiffies(calmJiffies: number): number {
    const { windowJiffies } = this.#scene;
    if (windowJiffies === null || windowJiffies === Infinity) return LONGEST_BOUND_JIFFIES;
    return windowJiffies + 1 - (calmJiffies > windowJiffies ? 0 : calmJiffies);
  }

  /** What an idle CPU may call: it frees any range that is owned, and allocates if none is. */
  #calls({ id, busy }: ContextState): readonly Call[] {
    const { system, judges } = this.#world;
    if (busy || !isCpu(id)) return [];
    if (this.#scene.traffic === 'none' && system.calls.madeBy(id) >= CALLS) return [];
    const { owned } = judges.ledger;
    if (owned.length > 0) {
      return owned.map(({ call }) => ({ fn: 'free', what: { call, offsetPages: 0 } }));
    }
    return [{ fn: 'alloc', sizePages: 1, limit: system.space.topPfn, aligned: true }];
  }

  #key(calmJiffies: number): string {
    const { registers } = this.#world.bank;
    const { calls } = this.#world.system;
    const made = this.#scene.traffic === 'none' ? calls.count : 0;
    return keyOf([calmJiffies, made, observeForLasso(registers)], namesInOrder());
  }

  /**
   * The actions of a path from the initial state, with calls numbered as in a run.
   * @throws Error if the path leads to other states than before
   */
  actionsAlong(way: readonly Edge[]): readonly Action[] {
    this.#world.restore(this.#initial);
    let calmJiffies = 0;
    const actions = way.map(({ to, action }) => {
      const saved = this.#world.save();
      for (const move of this.#moves(calmJiffies)) {
        if (!isAlike(move, action)) continue;
        const calm = this.#take(move, calmJiffies);
        if (calm !== null && this.#numbers.get(this.#key(calm)) === to) {
          calmJiffies = calm;
          return move;
        }
        this.#world.restore(saved);
      }
      throw new Error('a state is not where it was found');
    });
    return numberInOrder(actions, this.#world.system.calls.callers);
  }
}

/** Whether two actions are the same, except for the call that they name. */
function isAlike(a: Action, b: Action): boolean {
  if (a.do !== 'start' || b.do !== 'start') return JSON.stringify(a) === JSON.stringify(b);
  return a.on === b.on && a.call.fn === b.call.fn;
}
