import { Draws } from '../../explore/studies/backoff/draws.ts';

/** Choices that are the same in every run of the tests. */
export class SeededDraw extends Draws {
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}
