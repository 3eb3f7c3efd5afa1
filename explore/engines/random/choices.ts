import type { Random } from 'fast-check';

/** A draw of fast-check's generator has 2^30 outcomes; it is used up to this rest. */
const SPENT = 2 ** 16;

/** The one source of random choices of a run: small choices are taken out of one draw in turn. */
export class Choices {
  readonly #random: Random;
  /** Uniform below `#outcomes`. */
  #rest = 0;
  #outcomes = 1;

  constructor(random: Random) {
    this.#random = random;
  }

  /** 0 to `bound` - 1, all alike but for one part in `SPENT / bound`. */
  below(bound: number): number {
    if (bound <= 1) return 0;
    if (this.#outcomes < SPENT) {
      this.#rest = this.#random.nextInt(0, 2 ** 30 - 1);
      this.#outcomes = 2 ** 30;
    }
    const choice = this.#rest % bound;
    this.#rest = Math.floor(this.#rest / bound);
    this.#outcomes = Math.floor(this.#outcomes / bound);
    return choice;
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** One of the items. */
  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }
}
