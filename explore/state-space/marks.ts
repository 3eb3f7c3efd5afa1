import type { Pool } from './pool.ts';
import { longer } from '../tables/longer.ts';

const FIRST_NUMBERS = 2 ** 4;

/**
 * The marks that the contents of one register add to the fingerprints of the state and of its
 * images. A fingerprint is the exclusive or of such marks, so adding a mark a second time removes
 * it.
 */
export class Marks {
  /** Words for one number: both halves of the mark in the state, then in each image. */
  readonly width: number;
  /** `width` words for each number of contents; zeros: not computed yet. */
  words: Int32Array;
  readonly #pool: Pool;
  /** The place of these contents in the vector of the state, then of each image. */
  readonly #places: readonly number[];

  constructor(pool: Pool, places: readonly number[]) {
    this.#pool = pool;
    this.#places = places;
    this.width = 2 * places.length;
    this.words = new Int32Array(FIRST_NUMBERS * this.width);
  }

  /** The index in `words` where the marks of the contents with that number begin. */
  of(number: number): number {
    const from = number * this.width;
    while (from >= this.words.length) this.words = longer(this.words, 2 * this.words.length);
    if (this.words[from] === 0 && this.words[from + 1] === 0) this.#workOut(number, from);
    return from;
  }

  #workOut(number: number, from: number): void {
    for (const [image, place] of this.#places.entries()) {
      const there = image === 0 ? number : this.#pool.imageOf(image - 1, number);
      const low = Math.imul(place + 1, 0x9e3779b1);
      const high = Math.imul(place + 1, 0x7feb352d);
      this.words[from + 2 * image] = mix(low + this.#pool.lowOf(there), 0x85ebca6b);
      this.words[from + 2 * image + 1] = mix(high + this.#pool.highOf(there), 0xc2b2ae35);
    }
  }
}

/** Hashes a number to 32 bits. */
function mix(value: number, factor: number): number {
  let word = Math.imul(value, factor);
  word ^= word >>> 15;
  word = Math.imul(word, 0x2c1b3c6d);
  word ^= word >>> 12;
  word = Math.imul(word, 0x297a2d39);
  return word ^ (word >>> 15);
}
