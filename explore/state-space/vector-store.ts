import { assert } from '../../model/assert.ts';
import { longer } from './state-table.ts';

const FIRST_SLOTS = 2 ** 10;

/** Marks a free place: the numbers of a vector are 0 or more. */
const FREE = -1;

/** The vectors of the states that wait to be visited. Released places are used again. */
export class VectorStore {
  readonly width: number;
  vectors: Int32Array;
  readonly #free: number[] = [];
  #used = 0;

  constructor(width: number) {
    this.width = width;
    this.vectors = new Int32Array(FIRST_SLOTS * width);
  }

  get bytes(): number {
    return 4 * this.vectors.length;
  }

  /** Reserves room for a vector; returns the index in `vectors` of its first number. */
  reserve(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const from = this.#used;
    this.#used += this.width;
    if (this.#used > this.vectors.length) {
      this.vectors = longer(this.vectors, this.vectors.length * 2);
    }
    return from;
  }

  release(from: number): void {
    assert(from < this.#used && this.vectors[from] !== FREE, 'no vector waits there');
    this.vectors[from] = FREE;
    this.#free.push(from);
  }
}
