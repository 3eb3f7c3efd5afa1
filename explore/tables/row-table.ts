import { longer } from './longer.ts';

/** Rows for which there is room at first: a power of two. */
const FIRST_ROWS = 2 ** 6;

/** Numbers rows of 32-bit numbers from 0, in order of appearance. Equal rows have one number. */
export class RowTable {
  readonly #width: number;
  #count = 0;
  #rows: Int32Array;
  /** A hash table with open addressing: the number of the row plus 1; 0: free. */
  #slots = new Int32Array(2 * FIRST_ROWS);

  constructor(width: number) {
    this.#width = width;
    this.#rows = new Int32Array(FIRST_ROWS * width);
  }

  get bytes(): number {
    return 4 * (this.#rows.length + this.#slots.length);
  }

  /** The number of the row that begins at `vector[from]`. */
  numberOf(vector: Int32Array, from: number): number {
    const width = this.#width;
    const mask = this.#slots.length - 1;
    let slot = this.#hash(vector, from) & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] as number) - 1;
      let same = 0;
      while (same < width && this.#rows[number * width + same] === vector[from + same]) same += 1;
      if (same === width) return number;
    }
    return this.#add(slot, vector, from);
  }

  /** Writes the row of that number into `vector`, from index `to` on. */
  write(number: number, vector: Int32Array, to: number): void {
    const from = number * this.#width;
    for (let at = 0; at < this.#width; at += 1) vector[to + at] = this.#rows[from + at] as number;
  }

  #add(slot: number, vector: Int32Array, from: number): number {
    const width = this.#width;
    const number = this.#count;
    if ((number + 1) * width > this.#rows.length)
      this.#rows = longer(this.#rows, this.#rows.length * 2);
    for (let at = 0; at < width; at += 1) {
      this.#rows[number * width + at] = vector[from + at] as number;
    }
    this.#slots[slot] = number + 1;
    this.#count += 1;
    if (2 * this.#count > this.#slots.length) this.#spread();
    return number;
  }

  #hash(vector: Int32Array, from: number): number {
    let hash = 0;
    for (let at = 0; at < this.#width; at += 1) {
      hash = Math.imul(hash ^ (vector[from + at] as number), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  #spread(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#count; number += 1) {
      let slot = this.#hash(this.#rows, number * this.#width) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}
