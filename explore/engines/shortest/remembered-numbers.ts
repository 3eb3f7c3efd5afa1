import { RowTable } from '../../tables/row-table.ts';

/** Remembers a number for each content of some places of a vector. */
export class RememberedNumbers {
  #places: readonly number[] = [];
  #rows = new RowTable(0);
  #row = new Int32Array(0);
  /** By row: what is remembered; -1: nothing. */
  #values: number[] = [];

  /** Forgets everything; from now on these places count. */
  begin(places: readonly number[]): void {
    this.#places = places;
    this.#rows = new RowTable(places.length);
    this.#row = new Int32Array(places.length);
    this.#values = [];
  }

  /** What is remembered for this vector; -1: nothing. */
  get(numbers: Int32Array): number {
    return this.#values[this.#numberOf(numbers)] ?? -1;
  }

  /** Remembers `value`, from 0, for this vector. */
  set(numbers: Int32Array, value: number): void {
    const row = this.#numberOf(numbers);
    while (this.#values.length < row) this.#values.push(-1);
    this.#values[row] = value;
  }

  #numberOf(numbers: Int32Array): number {
    for (let at = 0; at < this.#places.length; at += 1) {
      this.#row[at] = numbers[this.#places[at] as number] as number;
    }
    return this.#rows.numberOf(this.#row, 0);
  }
}
