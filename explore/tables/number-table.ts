const FIRST_ENTRIES = 2 ** 6;

/** A number from 0 for each of some numbers from 0. */
export class NumberTable {
  #entries = new Int32Array(FIRST_ENTRIES).fill(-1);

  /** The entry of a number; -1: it has none. */
  of(number: number): number {
    return number < this.#entries.length ? (this.#entries[number] as number) : -1;
  }

  set(number: number, entry: number): void {
    const { length } = this.#entries;
    if (number >= length) {
      const longer = new Int32Array(Math.max(2 * length, number + 1)).fill(-1);
      longer.set(this.#entries);
      this.#entries = longer;
    }
    this.#entries[number] = entry;
  }
}
