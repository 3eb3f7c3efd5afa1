import type { Random } from 'fast-check';

/** The one source of random choices of a run: a thin face on fast-check's generator. */
export class Choices {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** 0 to `bound` - 1, all alike. */
  below(bound: number): number {
    return bound <= 1 ? 0 : this.#random.nextInt(0, bound - 1);
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
