/** Rows of a table at first; it doubles as it fills. */
const FIRST_ROWS = 2 ** 12;

/**
 * The states met so far, by fingerprint: 64 bits, in typed arrays. States are numbered from 0 as
 * they come. With `exact`, states with one fingerprint are compared, too.
 */
export class StateTable {
  count = 0;
  /** Two different states had one fingerprint; counted with `exact` only. */
  collisions = 0;
  readonly #width: number;
  readonly #exact: boolean;
  #low = new Int32Array(FIRST_ROWS);
  #high = new Int32Array(FIRST_ROWS);
  /** With `exact`: the vectors. */
  #vectors = new Int32Array(0);
  /** Open addressing: one more than the number of a state; 0: free. */
  #slots = new Int32Array(2 * FIRST_ROWS);

  constructor(width: number, exact: boolean) {
    this.#width = width;
    this.#exact = exact;
    if (exact) this.#vectors = new Int32Array(FIRST_ROWS * width);
  }

  /** Bytes that it takes. */
  get bytes(): number {
    return 4 * (this.#low.length * 2 + this.#slots.length + this.#vectors.length);
  }

  /** The number of the state; it is new if that is the `count` before. */
  enter(low: number, high: number, vector: () => Int32Array): number {
    // Before a free slot is looked for: afterwards it would be another.
    if (this.count === this.#low.length) this.#grow();
    const mask = this.#slots.length - 1;
    let compared = false;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const state = (this.#slots[slot] as number) - 1;
      if (state < 0) {
        this.#slots[slot] = this.count + 1;
        return this.#add(low, high, vector);
      }
      if (this.#low[state] !== low || this.#high[state] !== high) continue;
      if (!this.#exact || this.#isSame(state, vector())) return state;
      if (!compared) this.collisions += 1;
      compared = true;
    }
  }

  #isSame(state: number, vector: Int32Array): boolean {
    const from = state * this.#width;
    return vector.every((number, at) => number === this.#vectors[from + at]);
  }

  #add(low: number, high: number, vector: () => Int32Array): number {
    const state = this.count;
    this.#low[state] = low;
    this.#high[state] = high;
    if (this.#exact) this.#vectors.set(vector(), state * this.#width);
    this.count += 1;
    return state;
  }

  #grow(): void {
    const rows = this.#low.length * 2;
    this.#low = longer(this.#low, rows);
    this.#high = longer(this.#high, rows);
    if (this.#exact) this.#vectors = longer(this.#vectors, rows * this.#width);
    this.#slots = new Int32Array(rows * 2);
    const mask = this.#slots.length - 1;
    for (let state = 0; state < this.count; state += 1) {
      let slot = (this.#low[state] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = state + 1;
    }
  }
}

/** A copy with room for more. */
export function longer(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}
