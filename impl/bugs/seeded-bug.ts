import type { Design } from '../designs/design.ts';

/** What every seeded bug says of itself. */
export interface Seeded {
  /** The row of the list of hazards that it is made after; null: it is one of our own. */
  readonly finding: string | null;
  /** What it changes, in one sentence. */
  readonly changes: string;
  /** Why somebody could write it: the mail, the commit, or the thought that leads to it. */
  readonly realistic: string;
}

/**
 * A design with one step replaced, wrongly and on purpose. How strong the suite is shows in whether
 * it catches these: by a signature that the design without the mistake does not have.
 */
export interface SeededBug<D extends Design = Design> extends Seeded {
  /** Id of the property that must catch it. */
  readonly caughtBy: string;
  /** What it is made of. */
  readonly base: D;
  /** `base` with the mistake, under a name of its own. */
  readonly design: D;
  /**
   * A small scope in which it bites, as `--scope` takes it, with the same defaults; callers are
   * well-behaved unless it says that they are careless.
   */
  readonly scope: string;
}
