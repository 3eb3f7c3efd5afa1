import { assert } from '../../model/assert.ts';
import type { TaskProgress } from './budget.ts';
import type { LastMove } from './endings.ts';
import { Frontier, type Level } from './frontier.ts';
import type { Mates, Reached } from './mates.ts';
import { StateTable } from '../tables/state-table.ts';
import { VectorStore } from '../tables/vector-store.ts';

/** The states that one thread has met: those it has visited, and those that wait. */
export class KnownStates {
  /** The place of each state is where its vector waits; -1: it has been visited. */
  readonly #table: StateTable;
  readonly #waiting: VectorStore;
  readonly #frontier: Frontier;
  readonly #hasMates: boolean;
  /** With mates, by place: the key by which the state that waits there was reached. */
  readonly #keys: number[] = [];
  readonly #whole: () => Int32Array;

  /**
   * @param whole with `exact`, returns the canonical vector of the state that is entered
   */
  constructor(width: number, exact: boolean, mates: Mates | null, whole: () => Int32Array) {
    this.#table = new StateTable(width, exact);
    this.#waiting = new VectorStore(width);
    this.#hasMates = mates !== null;
    this.#whole = whole;
    this.#frontier = new Frontier(mates, (state) => {
      const place = this.#table.placeOf(state);
      return place < 0 ? null : (this.#keys[place] as number);
    });
  }

  get count(): number {
    return this.#table.count;
  }

  get collisions(): number {
    return this.#table.collisions;
  }

  get bytes(): number {
    return this.#table.bytes + this.#waiting.bytes + this.#frontier.size * 16;
  }

  /** How many states wait, those of the present level aside. */
  get waiting(): number {
    return this.#frontier.size;
  }

  /** How far all threads were together when they last agreed on a level. */
  get progressOfAll(): TaskProgress & { readonly bytes: number } {
    return this.#frontier.progress;
  }

  /** The states to be visited next; null: there are none, or some thread asks to stop. */
  next(transitions: number, bytes: number, stops: boolean): Level | null {
    return this.#frontier.next({ states: this.count, transitions, bytes, stops });
  }

  /**
   * Notes how a state was reached. Returns its number if it is to wait, since it is new or was
   * reached at a higher cost so far, and -1 if not. Whoever gets a number calls `wait()`.
   */
  meet({ low, high, priority, key, before, move }: Reached): number {
    const table = this.#table;
    const known = table.count;
    const state = table.enter(low, high, this.#whole);
    if (state === known) {
      this.#frontier.push(priority, state);
    } else {
      const cost = table.priorityOf(state);
      if (cost < priority || (cost === priority && !this.#isFirst(state, key))) return -1;
      const place = table.placeOf(state);
      assert(place >= 0, 'a cheaper run leads to a state that has been gone on from');
      this.#waiting.release(place);
      if (priority < cost) this.#frontier.push(priority, state);
    }
    table.reached(state, before, move, priority);
    return state;
  }

  /** Keeps the vector of a state that `meet()` has returned. */
  wait(state: number, vector: Int32Array, key: number): void {
    const place = this.#waiting.keep(vector);
    this.#table.setPlace(state, place);
    if (this.#hasMates) this.#keys[place] = key;
  }

  /** Alone, states are reached in the order of their keys. */
  #isFirst(state: number, key: number): boolean {
    return this.#hasMates && key < (this.#keys[this.#table.placeOf(state)] as number);
  }

  isVisited(state: number): boolean {
    return this.#table.placeOf(state) < 0;
  }

  /** What the run to the state costs, as a number. */
  priorityOf(state: number): number {
    return this.#table.priorityOf(state);
  }

  lastMove(state: number): LastMove {
    return [this.#table.beforeOf(state), this.#table.moveOf(state)];
  }

  /** Writes the vector of a state that waits into `vector`. */
  read(state: number, vector: Int32Array): void {
    this.#waiting.read(this.#table.placeOf(state), vector);
  }

  /** The state has been visited. */
  leave(state: number): void {
    this.#waiting.release(this.#table.placeOf(state));
    this.#table.setPlace(state, -1);
  }
}
