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

  /** Keeps a state if it is new, or was reached at a higher cost so far. */
  enter({ low, high, priority, key, before, move }: Reached, vector: Int32Array): void {
    const table = this.#table;
    const known = table.count;
    const state = table.enter(low, high, this.#whole);
    const isNew = state === known;
    const cost = isNew ? Infinity : table.priorityOf(state);
    // Alone, states are reached in the order of their keys.
    const isFirst = (): boolean =>
      this.#hasMates && key < (this.#keys[table.placeOf(state)] as number);
    if (cost < priority || (cost === priority && !isFirst())) return;
    if (!isNew) {
      const place = table.placeOf(state);
      assert(place >= 0, 'a cheaper run leads to a state that has been gone on from');
      this.#waiting.release(place);
    }
    table.reached(state, before, move, priority);
    const kept = this.#waiting.keep(vector);
    table.setPlace(state, kept);
    if (this.#hasMates) this.#keys[kept] = key;
    if (priority < cost) this.#frontier.push(priority, state);
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
