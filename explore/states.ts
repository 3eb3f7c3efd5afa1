import type { Action } from '../impl/action.ts';
import type { Design } from '../impl/designs/design.ts';
import type { ContextId } from '../model/call.ts';
import type { Pressure } from '../model/fact.ts';
import type { Property } from '../model/property.ts';
import { callChoices } from './callers.ts';
import { compareCost, costOf, type Execution, executionOf } from './execution.ts';
import { PriorityQueue } from './queue.ts';
import type { Scope } from './scope.ts';
import { type SavedWorld, World } from './world.ts';

/** A state of the search and the cheapest way found to it. */
interface Node {
  readonly saved: SavedWorld;
  /** Null for the initial state. */
  readonly cameBy: Link | null;
  readonly calls: number;
  readonly refusals: number;
  readonly switches: number;
  readonly steps: number;
  readonly last: ContextId | null;
}

/** The runs of all nodes share their beginnings. */
interface Link {
  readonly action: Action;
  readonly before: Link | null;
}

/** What a search found. */
export interface StateSearch {
  /** The cheapest run of each signature, in order of cost: no cheaper one exists in the scope. */
  readonly shortest: ReadonlyMap<string, Execution>;
  /** Runs that end in a loop, likewise, but there may be shorter ones. */
  readonly hangs: ReadonlyMap<string, Execution>;
  readonly states: number;
  readonly transitions: number;
  /** Of each property of the court, how often its situation occurred. */
  readonly witnesses: readonly number[];
  /** Null if every state of the scope was visited; else the bound that was hit. */
  readonly bound: string | null;
}

/** Steps after which a context that goes on alone is given up. */
const MAX_PROBE_STEPS = 500;

/** Jiffies that pass at once when no deadline is near: longer than any recovery bound. */
const LONG_JIFFIES = 1001;

/** Costs compare as numbers: calls, then refusals, then context switches, then steps. */
function priority(node: Node): number {
  const { calls, refusals, switches, steps } = node;
  return ((calls * 256 + refusals) * 4096 + switches) * 4096 + steps;
}

function pathOf(end: Link | null): readonly Action[] {
  const actions: Action[] = [];
  for (let link = end; link !== null; link = link.before) actions.push(link.action);
  return actions.reverse();
}

/** Steps that count as one's own context: time and pressure belong to nobody. */
function contextOf(action: Action): ContextId | null {
  return action.do === 'start' || action.do === 'step' ? action.on : null;
}

/**
 * Every state of a tiny scope, cheapest runs first, states matched by fingerprint and nothing
 * reduced. So the first run that breaks a property in some way is a shortest one, and a property
 * that nothing breaks holds in the scope.
 */
export class StateSpace {
  readonly #scope: Scope;
  readonly #world: World;
  readonly #queue = new PriorityQueue<Node>();
  /** Fingerprints of (state, context that stepped last) expanded so far. */
  readonly #visited = new Set<number>();
  readonly #shortest = new Map<string, Execution>();
  readonly #hangs = new Map<string, Execution>();
  #transitions = 0;

  constructor(design: Design, scope: Scope, properties: readonly Property[]) {
    this.#scope = scope;
    this.#world = new World(design, scope, properties);
  }

  /** Searches until everything is visited, or `maxStates` are. */
  search(maxStates: number): StateSearch {
    const saved = this.#world.save();
    this.#push({ saved, cameBy: null, calls: 0, refusals: 0, switches: 0, steps: 0, last: null });
    let bound: string | null = null;
    for (let node = this.#queue.pop(); node !== undefined; node = this.#queue.pop()) {
      this.#world.restore(node.saved);
      const key = this.#world.fingerprint(node.last);
      if (this.#visited.has(key)) continue;
      if (this.#visited.size >= maxStates) {
        bound = `${maxStates} states`;
        break;
      }
      this.#visited.add(key);
      const { breaches, closed } = this.#world.court;
      if (breaches.length > 0) this.#noteBreaches(pathOf(node.cameBy), this.#shortest);
      if (!this.#probeHangs(node, closed)) bound = `${MAX_PROBE_STEPS} steps of a context alone`;
      if (!closed) this.#expand(node);
    }
    return {
      shortest: this.#shortest,
      hangs: this.#hangs,
      states: this.#visited.size,
      transitions: this.#transitions,
      witnesses: this.#world.court.witnesses.slice(),
      bound,
    };
  }

  /** Keeps the run for each signature that has none yet, or a costlier one. */
  #noteBreaches(actions: readonly Action[], runs: Map<string, Execution>): void {
    for (const { signature } of this.#world.court.breaches) {
      const known = runs.get(signature);
      if (known !== undefined && runs === this.#shortest) continue;
      const execution = this.#executionOf(actions);
      if (known === undefined || compareCost(execution.cost, known.cost) < 0) {
        runs.set(signature, execution);
      }
    }
  }

  /**
   * Whoever stands at the head of a loop goes on alone until it comes to rest, or back to where it
   * was; whoever is about to ask for memory does so with memory short from here on, for no loop
   * that turns on refusals goes round without asking. Contexts that go round together hinder each
   * other only where one of them makes progress. Where memory was used after it was freed nothing
   * else is looked at, so there everybody is tried. False: given up.
   */
  #probeHangs(node: Node, closed: boolean): boolean {
    let ended = true;
    for (const { id, busy, next } of this.#world.machine.contexts) {
      if (!busy || next === null) continue;
      const levels: Pressure[] = closed || next.loop !== undefined ? ['none'] : [];
      if (next.asks) levels.push('nodes', 'all');
      for (const level of levels) ended = this.#goOnAlone(node, id, level) && ended;
    }
    return ended;
  }

  /** False: it still goes on after so many steps. */
  #goOnAlone(node: Node, on: ContextId, level: Pressure): boolean {
    const world = this.#world;
    const taken: Action[] = [];
    const take = (action: Action): void => {
      taken.push(action);
      world.apply(action);
    };
    if (level !== 'none') take({ do: 'pressure', level });
    while (taken.length < MAX_PROBE_STEPS && world.machine.canStep(on) && !world.looping) {
      take({ do: 'step', on });
    }
    const ended = !world.machine.canStep(on);
    if (world.looping) this.#noteBreaches([...pathOf(node.cameBy), ...taken], this.#hangs);
    const looping = world.looping;
    world.restore(node.saved);
    return ended || looping;
  }

  /** The world came here by jumps: what it has counted is not of this run. */
  #executionOf(actions: readonly Action[]): Execution {
    const refusedAt = actions.flatMap((action, at) =>
      action.do === 'step' && action.refuse === true ? [at] : [],
    );
    const execution = executionOf(this.#world, this.#scope, actions);
    return { ...execution, refusedAt, cost: costOf(actions, refusedAt.length) };
  }

  #expand(node: Node): void {
    for (const action of this.#enabled(node)) {
      this.#world.restore(node.saved);
      const met = this.#world.apply(action);
      // A refusal that met no request is the same step without it.
      if (met) this.#reached(node, action);
    }
  }

  #reached(node: Node, action: Action): void {
    this.#transitions += 1;
    const on = contextOf(action) ?? node.last;
    const switched = node.last !== null && on !== node.last;
    const refused = action.do === 'step' && action.refuse === true;
    this.#push({
      saved: this.#world.save(),
      cameBy: { action, before: node.cameBy },
      calls: node.calls + (action.do === 'start' ? 1 : 0),
      refusals: node.refusals + (refused ? 1 : 0),
      switches: node.switches + (switched ? 1 : 0),
      steps: node.steps + 1,
      last: on,
    });
  }

  #push(node: Node): void {
    this.#queue.push(priority(node), node);
  }

  /** Every action that the scope allows now, in a fixed order. The world stands at the node. */
  #enabled(node: Node): readonly Action[] {
    const { machine } = this.#world;
    const actions: Action[] = [];
    const putInvoked = machine.putInvoked ? 1 : 0;
    for (const { id } of machine.contexts) {
      if (machine.canStep(id)) {
        actions.push({ do: 'step', on: id });
        if (node.refusals < this.#scope.refusals && machine.asks(id)) {
          actions.push({ do: 'step', on: id, refuse: true });
        }
      } else if (node.calls - putInvoked < this.#scope.calls && /^(cpu|irq)/.test(id)) {
        if (!machine.canStart(id, 'alloc')) continue;
        for (const call of callChoices(this.#world, this.#scope, id)) {
          actions.push({ do: 'start', on: id, call });
        }
      }
    }
    if (machine.canStep('timer')) actions.push({ do: 'step', on: 'timer' });
    if (this.#scope.teardown && machine.canStart('teardown', 'put')) {
      actions.push({ do: 'start', on: 'teardown', call: { fn: 'put' } });
    }
    const most = machine.maxAdvanceJiffies();
    if (most >= 1 && !machine.putInvoked) {
      actions.push({ do: 'advance', byJiffies: most === Infinity ? LONG_JIFFIES : most });
    }
    return actions;
  }
}
