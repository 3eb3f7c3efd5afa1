import { assert } from '../../model/assert.ts';
/** Rows of a table at first; it doubles as it fills. */
const FIRST_ROWS = 2 ** 12;

/** Of the duplicates of a breadth-first search, more than nine in ten come this soon. */
const RECENT = 2 ** 16;

/** A row in words of 32 bits: what is looked at together lies together, for the sake of caches. */
const ROW = 6;
const HIGH = 0;
const PLACE = 1;
const BEFORE = 2;
const MOVE = 3;
/** In doubles: the last third of the row. */
const PRIORITY = 2;

/**
 * The states met so far, by fingerprint: 64 bits, in typed arrays. States are numbered from 0 as
 * they come. With `exact`, states with one fingerprint are compared, too.
 *
 * With each state is kept how it was reached (`before`, `move`, `priority`) and a number (`place`)
 * of its own, if somebody says so; zeros before.
 */
export class StateTable {
  count = 0;
  /** Two different states had one fingerprint; counted with `exact` only. */
  collisions = 0;
  readonly #width: number;
  readonly #exact: boolean;
  #rows = new Int32Array(FIRST_ROWS * ROW);
  /** The same rows as doubles. */
  #doubles = new Float64Array(this.#rows.buffer);
  /** With `exact`: the vectors. */
  #vectors = new Int32Array(0);
  /** Open addressing: low half of the fingerprint, one more than the number of a state; 0: free. */
  #slots = new Int32Array(4 * FIRST_ROWS);
  /** By fingerprint, both halves and one more than the number of a state met lately. */
  readonly #recent = new Int32Array(4 * RECENT);

  constructor(width: number, exact: boolean) {
    this.#width = width;
    this.#exact = exact;
    if (exact) this.#vectors = new Int32Array(FIRST_ROWS * width);
  }

  /** Bytes that it takes. */
  get bytes(): number {
    const words = this.#rows.length + this.#slots.length + this.#recent.length;
    return 4 * (words + this.#vectors.length);
  }

  /** The number of the state; it is new if that is the `count` before. */
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
    // Before a free slot is looked for: afterwards it would be another.
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

  /** A run to `state` costs `priority`; it comes by way of `before`, which costs less. */
  reached(state: number, before: number, move: number, priority: number): void {
    assert(state < this.count && before < this.count, 'no state has that number');
    assert(before < 0 || this.priorityOf(before) < priority, 'a cost does not rise along a run');
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

/** A copy with room for more. */
export function longer(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}
