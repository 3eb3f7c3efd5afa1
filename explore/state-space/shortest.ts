import { assert } from '../../model/assert.ts';
import type { Budget, TaskProgress } from './budget.ts';
import { costAlong } from './cost.ts';
import { Endings, Tracks } from './endings.ts';
import { type Found, foundBy, type Report } from './found.ts';
import { KnownStates } from './known-states.ts';
import type { Mates, Reached } from './mates.ts';
import type { Model, Move } from './model.ts';
import { packCost, STEPS_MAX, stepsOf, TOO_LONG, unpackCost } from './packed-cost.ts';
import { Position } from './position.ts';
import type { SearchOptions } from './search-options.ts';
import type { StateWalk } from './state-walk.ts';
import { walkOf } from './recalled-walk.ts';

/** The last mover of the first state, which no move led to. */
const NOBODY = 0;

/** More moves than are enabled in any state: keys count visits, then moves. */
const MOVES = 2 ** 16;

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
 *
 * Several threads can search together (`Mates`). They visit the same states by way of the same
 * runs, and find the same: of runs that cost the same, the one counts whose last state but one was
 * visited first.
 */
export class ShortestSearch {
  readonly #model: Model;
  readonly #options: SearchOptions;
  readonly #position: Position;
  readonly #states: KnownStates;
  readonly #tracks: Tracks;
  /** The threads that search with this one; null: it is alone. */
  readonly #mates: Mates | null;
  readonly #shortest = new Endings();
  readonly #hangs = new Endings();
  readonly #walk: StateWalk;
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
  /** The number of states visited before the state being visited, in all threads. */
  #visits = 0;
  /** Only runs that cost less than this are followed. */
  #below: number;

  /** @param join makes the mates, if other threads search together with this one */
  constructor(
    model: Model,
    options: SearchOptions,
    join: ((position: Position) => Mates) | null = null,
  ) {
    assert(join === null || !options.exact, 'threads that search together compare fingerprints');
    this.#model = model;
    this.#options = options;
    this.#position = new Position(model, options.exact);
    this.#walk = walkOf(model, this.#position, options.exact);
    const width = this.#position.width + 2;
    this.#canonical = new Int32Array(width);
    this.#vector = new Int32Array(width);
    this.#reached = new Int32Array(width);
    this.#below = options.sought === undefined ? Infinity : packCost(options.sought.below);
    this.#mates = join === null ? null : join(this.#position);
    const { exact } = options;
    this.#states = new KnownStates(width, exact, this.#mates, () => this.#canonicalVector());
    this.#tracks = new Tracks(this.#mates, (state) => this.#states.lastMove(state));
  }

  /**
   * Searches until everything is visited or the budget is spent, or something throws: `found` says
   * what was found until then. With mates, seat 0 returns what all have found, and the others
   * nothing.
   */
  search(budget: Budget): Found {
    const mates = this.#mates;
    if (mates === null || mates.owner() === mates.seat) this.#reach(-1, -1, 0, NOBODY, 0, -1);
    try {
      return this.found(this.#visitAll(budget));
    } finally {
      // If a step has thrown, they were not at their end.
      this.#model.recallable?.reads.end();
    }
  }

  #visitAll(budget: Budget): string | null {
    const mates = this.#mates;
    let bound: string | null = null;
    let spent: string | null = null;
    for (;;) {
      let held = this.#bytes();
      const level = this.#states.next(this.#transitions, held, spent !== null);
      // What ran out as the last state was visited has cut nothing short.
      if (level === null) return this.#states.progressOfAll.frontier === 0 ? bound : spent;
      const { states, visits } = level;
      for (let at = 0; at < states.length; at += 1) {
        const state = states[at] as number;
        if (this.#states.isVisited(state)) continue;
        if (mates === null) {
          // To count bytes takes its time.
          if (at % 64 === 0) held = this.#bytes();
          spent = budget.spent(this.#progress(state, states.length - at), held);
          if (spent !== null) return spent;
        }
        if (visits !== null) this.#visits = visits[at] as number;
        bound = this.#visit(state) ?? bound;
        this.#visits += 1;
      }
      if (mates === null) continue;
      mates.deliver((reached, vector) => {
        const state = this.#states.meet(reached);
        if (state >= 0) this.#states.wait(state, vector, reached.key);
      });
      const { bytes, ...progress } = this.#states.progressOfAll;
      if (mates.seat === 0) spent = budget.spent(progress, bytes);
    }
  }

  /** Goes on from a state. Returns the bound at which it gave something up; null: nothing. */
  #visit(state: number): string | null {
    this.#states.read(state, this.#vector);
    const given = this.#goOnFrom(state);
    // A hang may be met later than at its lowest cost: its run is not known to be the cheapest.
    const probes = given === null && this.#options.sought === undefined;
    const bound = probes ? this.#probe(state) : given;
    this.#states.leave(state);
    return bound;
  }

  /** What has been found so far. With mates, all threads call this together. */
  found(bound: string | null): Found {
    const { preemptions } = this.#options;
    const own: Report = {
      shortest: this.#shortest.all,
      hangs: this.#hangs.all,
      states: this.#states.count,
      transitions: this.#transitions,
      collisions: this.#states.collisions,
      bound,
      leftOut: this.#model.leftOut ?? null,
    };
    const limit = preemptions === null ? null : `${preemptions} preemptions`;
    return foundBy(this.gather(own), this.#tracks, limit);
  }

  /** What each thread gives, in order of seats. All threads call this together. */
  gather<T>(own: T): readonly T[] {
    return this.#mates === null ? [own] : this.#mates.gather(own);
  }

  #progress(state: number, left: number): TaskProgress {
    return {
      states: this.#states.count,
      transitions: this.#transitions,
      executions: 0,
      depth: stepsOf(this.#states.priorityOf(state)),
      frontier: this.#states.waiting + left,
    };
  }

  #bytes(): number {
    return this.#states.bytes + this.#walk.bytes;
  }

  /** Why it did not go on from there, although it could; null: it did. */
  #goOnFrom(state: number): string | null {
    const vector = this.#vector;
    const { width } = this.#position;
    const priority = this.#states.priorityOf(state);
    const { calls, refusals, switches, steps } = unpackCost(priority);
    if (Math.max(switches, steps) >= STEPS_MAX) return TOO_LONG;
    this.#last = vector[width] as number;
    this.#preempted = vector[width + 1] as number;
    const walk = this.#walk;
    walk.goTo(vector);
    if (walk.closed) return null;
    const before = this.#tracks.nameOf(state);
    const moves = walk.moves(calls, refusals);
    const couldGoOn = this.#last !== NOBODY && walk.canGoOn(this.#last - 1);
    assert(moves.length < MOVES, 'a state has more moves than keys have room for');
    for (let at = 0; at < moves.length; at += 1) {
      const move = moves[at] as Move;
      if (at > 0) walk.goBack();
      if (walk.take(move))
        this.#moved(before, move, this.#visits * MOVES + at, priority, couldGoOn);
    }
    return null;
  }

  #moved(before: number, move: Move, key: number, priority: number, couldGoOn: boolean): void {
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
    for (const signature of this.#walk.broken()) {
      const isCheaper = this.#shortest.offer(signature, {
        priority: cost,
        key,
        before,
        moves: [move],
      });
      if (isCheaper && signature === sought?.signature) this.#below = cost;
    }
    this.#reach(before, move, cost, mover, preemptions === null ? 0 : preempted, key);
  }

  /** Keeps the model's present state, or sends it to the thread that does. */
  #reach(
    before: number,
    move: Move,
    priority: number,
    last: number,
    preempted: number,
    key: number,
  ): void {
    const position = this.#position;
    const image = position.canonical();
    const mover = image === 0 || last === NOBODY ? last : this.#imageOf(image, last);
    const more = mover * 0x10001 + preempted * 0x3000005;
    this.#image = image;
    this.#mover = mover;
    this.#leaves = preempted;
    const low = position.low(image) ^ Math.imul(more, 0x9e3779b1);
    const high = position.high(image) ^ Math.imul(more, 0x85ebca6b);
    const reached: Reached = { low, high, priority, key, before, move };
    const mates = this.#mates;
    const to = mates === null ? 0 : mates.owner();
    if (mates !== null && to !== mates.seat) {
      mates.send(to, reached, this.#vectorOf(last, preempted));
      return;
    }
    const state = this.#states.meet(reached);
    if (state >= 0) this.#states.wait(state, this.#vectorOf(last, preempted), key);
  }

  /** The vector of the state being reached, as it waits; it is the same array each time. */
  #vectorOf(last: number, preempted: number): Int32Array {
    const vector = this.#reached;
    const { width } = this.#position;
    this.#position.write(0, vector, 0);
    vector[width] = last;
    vector[width + 1] = preempted;
    return vector;
  }

  #imageOf(image: number, last: number): number {
    return 1 + (this.#model.symmetries[image - 1]?.movers[last - 1] as number);
  }

  /** The canonical vector of the state being reached; it is the same array each time. */
  #canonicalVector(): Int32Array {
    const vector = this.#canonical;
    this.#position.write(this.#image, vector, 0);
    vector[vector.length - 2] = this.#mover;
    vector[vector.length - 1] = this.#leaves;
    return vector;
  }

  /** The bound at which the probe gave up a context that went on alone; null: it gave none up. */
  #probe(state: number): string | null {
    return this.#walk.probe((moves, signatures) => {
      const last = this.#last === NOBODY ? null : this.#last - 1;
      const more = packCost(costAlong(this.#model, moves, last));
      const priority = this.#states.priorityOf(state) + more;
      const before = this.#tracks.nameOf(state);
      for (const signature of signatures) {
        this.#hangs.offer(signature, { priority, key: this.#visits, before, moves });
      }
    });
  }
}
