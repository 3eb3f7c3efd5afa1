/** Pseudo-random numbers that are the same in every run: mulberry32. */
export class Draws {
  #state: number;

  /** @param seed 32 bits */
  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to `bound` - 1, evenly distributed. */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let word = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) % bound;
  }
}
