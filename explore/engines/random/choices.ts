import type { Random } from 'fast-check';

/**
 * A draw of fast-check's generator has 2^30 outcomes. It is used until fewer than this are left.
 */
const SPENT = 2 ** 16;

/** The only source of random choices of a run. One draw is divided into several small choices. */
export class Choices {
  readonly #random: Random;
  /** The unused part of the draw, uniform from 0 to `#outcomes` - 1. */
  #rest = 0;
  #outcomes = 1;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A number from 0 to `bound` - 1, uniform except for one part in `SPENT / bound`. */
  below(bound: number): number {
    if (bound <= 1) return 0;
    if (this.#outcomes < SPENT) {
      this.#rest = this.#random.nextInt(0, 2 ** 30 - 1);
      this.#outcomes = 2 ** 30;
    }
    const choice = this.#rest % bound;
    // Both are below 2^31: this is a division of whole numbers.
    this.#rest = (this.#rest / bound) | 0;
    this.#outcomes = (this.#outcomes / bound) | 0;
    return choice;
  }

  /** True with probability 1 / `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** One of the items, each with the same probability. */
  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }
}
