import { assert } from '../../model/assert.ts';
import { RowTable } from './row-table.ts';
import { longer } from '../memo/longer.ts';

const FIRST_PLACES = 2 ** 10;

/** Neighbouring numbers of a vector that are kept as one. */
const GROUP = 8;

/** Marks a free place: the numbers of groups are 0 or more. */
const FREE = -1;

/**
 * The vectors of the states that wait to be visited. Neighbouring numbers are kept as one number of
 * their group: vectors differ in few groups, and there are far fewer groups than vectors. Released
 * places are used again.
 */
export class VectorStore {
  readonly width: number;
  readonly #groups: readonly RowTable[];
  /** The numbers of the groups of each vector, one vector after the other. */
  #packed: Int32Array;
  readonly #free: number[] = [];
  /** The vector that was read last, and the numbers of its groups. */
  readonly #read: Int32Array;
  readonly #readGroups: Int32Array;
  #used = 0;

  constructor(width: number) {
    this.width = width;
    const groups = Math.ceil(width / GROUP);
    this.#groups = Array.from(
      { length: groups },
      (_, n) => new RowTable(Math.min(GROUP, width - n * GROUP)),
    );
    this.#packed = new Int32Array(FIRST_PLACES * groups);
    this.#read = new Int32Array(width).fill(FREE);
    this.#readGroups = new Int32Array(groups);
  }

  get bytes(): number {
    return this.#groups.reduce((sum, { bytes }) => sum + bytes, 4 * this.#packed.length);
  }

  /** Keeps a vector in a place of its own, or in `place`; returns the place. */
  keep(vector: Int32Array, place: number = this.#reserve()): number {
    const from = place * this.#groups.length;
    const packed = this.#packed;
    for (let n = 0; n < this.#groups.length; n += 1) {
      packed[from + n] = this.#isAsRead(vector, n)
        ? (this.#readGroups[n] as number)
        : (this.#groups[n] as RowTable).numberOf(vector, n * GROUP);
    }
    return place;
  }

  /** Whether a group of the vector is as in the one that was read last: most are. */
  #isAsRead(vector: Int32Array, group: number): boolean {
    const end = Math.min((group + 1) * GROUP, this.width);
    const read = this.#read;
    for (let at = group * GROUP; at < end; at += 1) if (vector[at] !== read[at]) return false;
    return true;
  }

  /** Writes the vector that waits in that place into `vector`. */
  read(place: number, vector: Int32Array): void {
    const from = place * this.#groups.length;
    for (let n = 0; n < this.#groups.length; n += 1) {
      const number = this.#packed[from + n] as number;
      this.#readGroups[n] = number;
      (this.#groups[n] as RowTable).write(number, vector, n * GROUP);
    }
    this.#read.set(vector);
  }

  release(place: number): void {
    const from = place * this.#groups.length;
    assert(place < this.#used && this.#packed[from] !== FREE, 'no vector waits there');
    this.#packed[from] = FREE;
    this.#free.push(place);
  }

  #reserve(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    this.#used += 1;
    if (this.#used * this.#groups.length > this.#packed.length) {
      this.#packed = longer(this.#packed, this.#packed.length * 2);
    }
    return this.#used - 1;
  }
}
