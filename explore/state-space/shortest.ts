import { type Cost, costAlong } from './cost.ts';
import { packCost, STEPS_MAX, TOO_LONG, unpackCost } from './packed-cost.ts';
import { assert } from '../../model/assert.ts';
import type { Budget, TaskProgress } from './budget.ts';
import type { Model, Move } from './model.ts';
import { Position } from './position.ts';
import { PrintSet } from './print-set.ts';
import { PriorityQueue } from './priority-queue.ts';
import { StateTable } from './state-table.ts';
import { VectorStore } from './vector-store.ts';

/** A run of moves, and what it costs. */
export interface Path {
  readonly moves: readonly Move[];
  readonly cost: Cost;
}

/** What a search found. */
export interface Found {
  /** The cheapest run of each signature. No cheaper one exists if `bound` is null. */
  readonly shortest: ReadonlyMap<string, Path>;
  /** A run to each signature that ends in a hang; there may be a cheaper one. */
  readonly hangs: ReadonlyMap<string, Path>;
  readonly states: number;
  readonly transitions: number;
  /** Look-ups that met another state with the same fingerprint; counted only with `exact`. */
  readonly collisions: number;
  /** The bound that was hit; null: every state was visited. */
  readonly bound: string | null;
}

export interface SearchOptions {
  /** Compares whole states, not only their fingerprints. */
  readonly exact: boolean;
  /**
   * At most so many switches away from a context that could go on (inclusive); null: any number.
   */
  readonly preemptions: number | null;
  /**
   * The one signature to look for, only in runs that cost less than `below`, and not in hangs. If
   * `bound` is null then, no run below that cost is cheaper than the one found. Absent: all
   * signatures, in all runs.
   */
  readonly sought?: { readonly signature: string; readonly below: Cost };
}

/** The last mover of the first state, which no move led to. */
const NOBODY = 0;

/**
 * Visits every state of a model, the cheapest runs first. States are matched by fingerprint; a
 * state and its images under the model's symmetries are one. A state is visited by way of a
 * cheapest run to it. So at the end the cheapest run of each signature is known, and a property
 * that no run broke holds.
 *
 * A state here is the model's state and who moved last (and, if that is bounded, the number of
 * preemptions): the cost of the next move depends on them. What has been spent is not part of it.
 * The calls made are part of the model's state; and of two runs with the same number of calls, the
 * one with fewer refusals can do all that the other can.
 */
export class ShortestSearch {
  readonly #model: Model;
  readonly #options: SearchOptions;
  readonly #position: Position;
  /** The place of each state is where its vector waits; -1: it has been visited. */
  readonly #table: StateTable;
  readonly #waiting: VectorStore;
  readonly #queue = new PriorityQueue<number>();
  readonly #shortest = new Map<string, { priority: number; before: number; move: Move }>();
  readonly #hangs = new Map<string, Path>();
  /** What a probe depends on, where it has found nothing. */
  readonly #restful = new PrintSet();
  #transitions = 0;
  /** The state being reached, for exact comparison of vectors. */
  #image = 0;
  #mover = NOBODY;
  #leaves = 0;
  readonly #canonical: Int32Array;
  /** The state being visited, and the one being reached: its vector, last mover and preemptions. */
  readonly #vector: Int32Array;
  readonly #reached: Int32Array;
  /** The last mover of the state being visited: its number plus 1, or `NOBODY`. */
  #last = NOBODY;
  /** The number of preemptions on the way to the state being visited. */
  #preempted = 0;
  /** Only runs that cost less than this are followed. */
  #below: number;

  constructor(model: Model, options: SearchOptions) {
    this.#model = model;
    this.#options = options;
    this.#position = new Position(model, options.exact);
    const width = this.#position.width + 2;
    this.#table = new StateTable(width, options.exact);
    this.#waiting = new VectorStore(width);
    this.#canonical = new Int32Array(width);
    this.#vector = new Int32Array(width);
    this.#reached = new Int32Array(width);
    this.#below = options.sought === undefined ? Infinity : packCost(options.sought.below);
  }

  /**
   * Searches until everything is visited or the budget is spent, or something throws: `found` says
   * what was found until then.
   */
  search(budget: Budget): Found {
    this.#reach(-1, -1, 0, NOBODY, 0);
    let bound: string | null = null;
    let least = 0;
    for (let state = this.#queue.pop(); state !== undefined; state = this.#queue.pop()) {
      const from = this.#table.placeOf(state);
      if (from < 0) continue;
      const priority = this.#table.priorityOf(state);
      assert(priority >= least, 'a state is gone on from after a more costly one');
      least = priority;
      const spent = budget.spent(this.#progress(state), this.#bytes());
      if (spent !== null) {
        bound = spent;
        break;
      }
      this.#waiting.read(from, this.#vector);
      bound = this.#goOnFrom(state) ?? bound;
      // A hang may be met later than at its lowest cost: its run is not known to be the cheapest.
      if (this.#options.sought === undefined) bound = this.#probe(state) ?? bound;
      this.#waiting.release(from);
      this.#table.setPlace(state, -1);
    }
    bound ??= this.#model.leftOut ?? null;
    if (bound === null && this.#options.preemptions !== null) {
      bound = `${this.#options.preemptions} preemptions`;
    }
    return this.found(bound);
  }

  /** What has been found so far. */
  found(bound: string | null): Found {
    return {
      shortest: new Map(
        [...this.#shortest].map(([signature, end]) => [signature, this.#pathOf(end)]),
      ),
      hangs: this.#hangs,
      states: this.#table.count,
      transitions: this.#transitions,
      collisions: this.#table.collisions,
      bound,
    };
  }

  #progress(state: number): TaskProgress {
    return {
      states: this.#table.count,
      transitions: this.#transitions,
      executions: 0,
      depth: unpackCost(this.#table.priorityOf(state)).steps,
      frontier: this.#queue.size,
    };
  }

  #bytes(): number {
    return this.#table.bytes + this.#waiting.bytes + this.#restful.bytes + this.#queue.size * 16;
  }

  /** Why it did not go on from there, although it could; null: it did. */
  #goOnFrom(state: number): string | null {
    const vector = this.#vector;
    const { width } = this.#position;
    const priority = this.#table.priorityOf(state);
    const { calls, refusals, switches, steps } = unpackCost(priority);
    if (Math.max(switches, steps) >= STEPS_MAX) return TOO_LONG;
    this.#last = vector[width] as number;
    this.#preempted = vector[width + 1] as number;
    this.#position.goTo(vector);
    if (this.#model.closed) return null;
    const couldGoOn = this.#last !== NOBODY && this.#model.canGoOn(this.#last - 1);
    let away = false;
    const moves = this.#model.moves(calls, refusals);
    for (let at = 0; at < moves.length; at += 1) {
      const move = moves[at] as Move;
      if (away) this.#position.goBack();
      const met = this.#model.apply(move);
      this.#position.follow();
      away = true;
      if (met) this.#moved(state, move, priority, couldGoOn);
    }
    if (away) this.#position.goBack();
    return null;
  }

  #moved(before: number, move: Move, priority: number, couldGoOn: boolean): void {
    this.#transitions += 1;
    const { calls, refusals, on } = this.#model.costOf(move);
    const mover = on === null ? this.#last : on + 1;
    const switched = this.#last !== NOBODY && mover !== this.#last;
    const preempted = this.#preempted + (switched && couldGoOn ? 1 : 0);
    const { preemptions, sought } = this.#options;
    if (preemptions !== null && preempted > preemptions) return;
    const more = { calls, refusals, switches: switched ? 1 : 0, steps: 1 };
    const cost = priority + packCost(more);
    if (cost >= this.#below) return;
    for (const signature of this.#model.broken()) {
      const known = this.#shortest.get(signature);
      if (known === undefined || cost < known.priority) {
        this.#shortest.set(signature, { priority: cost, before, move });
        if (signature === sought?.signature) this.#below = cost;
      }
    }
    this.#reach(before, move, cost, mover, preemptions === null ? 0 : preempted);
  }

  /** Keeps the model's present state if it is new or was reached at a higher cost so far. */
  #reach(before: number, move: Move, priority: number, last: number, preempted: number): void {
    const position = this.#position;
    const image = position.canonical();
    const mover = image === 0 || last === NOBODY ? last : this.#imageOf(image, last);
    const more = mover * 0x10001 + preempted * 0x3000005;
    this.#image = image;
    this.#mover = mover;
    this.#leaves = preempted;
    const table = this.#table;
    const known = table.count;
    const state = table.enter(
      position.low(image) ^ Math.imul(more, 0x9e3779b1),
      position.high(image) ^ Math.imul(more, 0x85ebca6b),
      this.#canonicalVector,
    );
    const isNew = state === known;
    if (!isNew && table.priorityOf(state) <= priority) return;
    const place = isNew ? undefined : table.placeOf(state);
    assert(
      place === undefined || place >= 0,
      'a cheaper run leads to a state that has been gone on from',
    );
    table.reached(state, before, move, priority);
    const vector = this.#reached;
    vector.set(position.numbers);
    vector[position.width] = last;
    vector[position.width + 1] = preempted;
    table.setPlace(state, this.#waiting.keep(vector, place));
    this.#queue.push(priority, state);
  }

  #imageOf(image: number, last: number): number {
    return 1 + (this.#model.symmetries[image - 1]?.movers[last - 1] as number);
  }

  /** The canonical vector of the state being reached; it is the same array each time. */
  readonly #canonicalVector = (): Int32Array => {
    const vector = this.#canonical;
    this.#position.write(this.#image, vector, 0);
    vector[vector.length - 2] = this.#mover;
    vector[vector.length - 1] = this.#leaves;
    return vector;
  };

  /** The bound at which the probe gave up a context that went on alone; null: it gave none up. */
  #probe(state: number): string | null {
    const { probed, closed } = this.#model;
    const { numbers } = this.#position;
    const isAlways = this.#options.exact || probed === undefined;
    if (!isAlways && this.#restful.has(numbers, probed, closed ? 1 : 0)) return null;
    let isRestful = true;
    const bound = this.#model.probe((moves, signatures) => {
      isRestful = false;
      const path = this.#pathTo(state);
      for (const signature of signatures) {
        const cost = costAlong(this.#model, [...path, ...moves]);
        const known = this.#hangs.get(signature);
        if (known !== undefined && packCost(known.cost) <= packCost(cost)) continue;
        this.#hangs.set(signature, { moves: [...path, ...moves], cost });
      }
    });
    if (bound === null && isRestful && !isAlways)
      this.#restful.add(numbers, probed, closed ? 1 : 0);
    return bound;
  }

  #pathOf(end: { priority: number; before: number; move: Move }): Path {
    return { moves: [...this.#pathTo(end.before), end.move], cost: unpackCost(end.priority) };
  }

  #pathTo(state: number): readonly Move[] {
    const moves: Move[] = [];
    const table = this.#table;
    for (let at = state; table.beforeOf(at) >= 0; at = table.beforeOf(at)) {
      moves.push(table.moveOf(at));
    }
    return moves.reverse();
  }
}
