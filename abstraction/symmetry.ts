import type { Renaming } from './key-of.ts';

/** An exchange of things that are alike: a state and its image have the same futures but for it. */
export interface Symmetry extends Renaming {
  /** For each register, the one whose contents it has in the image. */
  readonly order: readonly number[];
  /** Who takes the place of mover number `on`. */
  readonly movers: readonly number[];
}
