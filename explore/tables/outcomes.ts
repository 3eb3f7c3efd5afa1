import { longer } from './longer.ts';

const FIRST_WORDS = 2 ** 10;

/** Rows of numbers, one after the other. Each begins with its length. */
export class Outcomes {
  words = new Int32Array(FIRST_WORDS);
  #used = 0;

  get bytes(): number {
    return 4 * this.words.length;
  }

  /** Keeps a row. Returns where in `words` it begins, behind its length. */
  add(row: readonly number[]): number {
    while (this.#used + row.length + 1 > this.words.length) {
      this.words = longer(this.words, 2 * this.words.length);
    }
    this.words[this.#used] = row.length;
    for (let at = 0; at < row.length; at += 1) {
      this.words[this.#used + 1 + at] = row[at] as number;
    }
    this.#used += row.length + 1;
    return this.#used - row.length;
  }
}
