import type { Design } from '../designs/design.ts';

/** What every seeded bug says of itself. All of it is printed. */
export interface Seeded {
  /** The row of the list of hazards that it follows, as "F21"; null: it is one of our own. */
  readonly finding: string | null;
  /** What it changes, in one sentence. */
  readonly changes: string;
  /** Why an author could write it: the mail, the commit, or the thought that leads to it. */
  readonly realistic: string;
}

/**
 * A design with one mistake, made on purpose. The more of them iova-check catches, the stronger it
 * is. It catches one by a signature that the design without the mistake does not have.
 */
export interface SeededBug<D extends Design = Design> extends Seeded {
  /** The id of the property that must catch it. */
  readonly caughtBy: string;
  /** The design without the mistake. */
  readonly base: D;
  /** `base` with the mistake, under a name of its own. */
  readonly design: D;
  /**
   * A small scope in which it can be caught, as `--scope` takes it, with the same defaults. Callers
   * are well-behaved, unless it has `callers=careless`.
   */
  readonly scope: string;
}
