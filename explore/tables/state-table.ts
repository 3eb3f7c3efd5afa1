import { assert } from '../../model/assert.ts';
import { longer } from './longer.ts';

/** The initial number of rows; it doubles when the table is full. */
const FIRST_ROWS = 2 ** 12;

/** More than nine in ten duplicates in a breadth-first search come within so many states. */
const RECENT = 2 ** 16;

/** The length of a row in 32-bit words. Fields that are read together lie together, for caches. */
const ROW = 6;
const HIGH = 0;
const PLACE = 1;
const BEFORE = 2;
const MOVE = 3;
/** The index in doubles, not words: the last third of the row. */
const PRIORITY = 2;

/**
 * The states met so far, by their 64-bit fingerprints, in typed arrays. States are numbered from 0
 * in order of appearance. With `exact`, states with the same fingerprint are compared as vectors.
 *
 * Each state has a row: how it was reached (`before`, `move`, `priority`) and a number that the
 * caller sets (`place`). All of them are 0 until they are set.
 */
export class StateTable {
  count = 0;
  /** The number of look-ups that met another state with the same fingerprint; only with `exact`. */
  collisions = 0;
  readonly #width: number;
  readonly #exact: boolean;
  #rows = new Int32Array(FIRST_ROWS * ROW);
  /** The same rows, read as doubles. */
  #doubles = new Float64Array(this.#rows.buffer);
  /** The vectors of all states; only with `exact`. */
  #vectors = new Int32Array(0);
  /**
   * A hash table with open addressing, two words a slot: the low half of the fingerprint, and the
   * number of the state plus 1; 0: free.
   */
  #slots = new Int32Array(4 * FIRST_ROWS);
  /** A cache of recent states, by fingerprint: both halves, and the number of the state plus 1. */
  readonly #recent = new Int32Array(4 * RECENT);

  constructor(width: number, exact: boolean) {
    this.#width = width;
    this.#exact = exact;
    if (exact) this.#vectors = new Int32Array(FIRST_ROWS * width);
  }

  /** The memory of the table, in bytes. */
  get bytes(): number {
    const words = this.#rows.length + this.#slots.length + this.#recent.length;
    return 4 * (words + this.#vectors.length);
  }

  /**
   * The number of the state with that fingerprint. The state is new if its number equals the
   * `count` before the call.
   * @param vector the state itself, asked for only with `exact`
   */
  enter(low: number, high: number, vector: () => Int32Array): number {
    if (this.#exact) return this.#find(low, high, vector);
    const recent = this.#recent;
    const at = (low & (RECENT - 1)) << 2;
    if (recent[at] === low && recent[at + 1] === high && recent[at + 2] !== 0) {
      return (recent[at + 2] as number) - 1;
    }
    const state = this.#find(low, high, vector);
    recent[at] = low;
    recent[at + 1] = high;
    recent[at + 2] = state + 1;
    return state;
  }

  #find(low: number, high: number, vector: () => Int32Array): number {
    // Grow before the search for a free slot: growing moves the slots.
    if (this.count * ROW === this.#rows.length) this.#grow();
    const slots = this.#slots;
    const mask = slots.length - 1;
    let compared = false;
    for (let slot = (low << 1) & mask; ; slot = (slot + 2) & mask) {
      const state = (slots[slot + 1] as number) - 1;
      if (state < 0) {
        slots[slot] = low;
        slots[slot + 1] = this.count + 1;
        return this.#add(high, vector);
      }
      if (slots[slot] !== low || this.#rows[state * ROW + HIGH] !== high) continue;
      if (!this.#exact || this.#isSame(state, vector())) return state;
      if (!compared) this.collisions += 1;
      compared = true;
    }
  }

  placeOf(state: number): number {
    return this.#rows[state * ROW + PLACE] as number;
  }

  setPlace(state: number, place: number): void {
    this.#rows[state * ROW + PLACE] = place;
  }

  beforeOf(state: number): number {
    return this.#rows[state * ROW + BEFORE] as number;
  }

  moveOf(state: number): number {
    return this.#rows[state * ROW + MOVE] as number;
  }

  priorityOf(state: number): number {
    return this.#doubles[(state * ROW) / 2 + PRIORITY] as number;
  }

  /** Records that `move` leads from `before` to `state`, and what the run to it costs. */
  reached(state: number, before: number, move: number, priority: number): void {
    assert(state < this.count, 'no state has that number');
    this.#rows[state * ROW + BEFORE] = before;
    this.#rows[state * ROW + MOVE] = move;
    this.#doubles[(state * ROW) / 2 + PRIORITY] = priority;
  }

  #isSame(state: number, vector: Int32Array): boolean {
    const from = state * this.#width;
    return vector.every((number, at) => number === this.#vectors[from + at]);
  }

  #add(high: number, vector: () => Int32Array): number {
    const state = this.count;
    this.#rows[state * ROW + HIGH] = high;
    if (this.#exact) this.#vectors.set(vector(), state * this.#width);
    this.count += 1;
    return state;
  }

  #grow(): void {
    this.#rows = longer(this.#rows, this.#rows.length * 2);
    this.#doubles = new Float64Array(this.#rows.buffer);
    if (this.#exact) this.#vectors = longer(this.#vectors, this.#vectors.length * 2);
    const before = this.#slots;
    const slots = new Int32Array(before.length * 2);
    const mask = slots.length - 1;
    for (let from = 0; from < before.length; from += 2) {
      if (before[from + 1] === 0) continue;
      const low = before[from] as number;
      let slot = (low << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = low;
      slots[slot + 1] = before[from + 1] as number;
    }
    this.#slots = slots;
  }
}
