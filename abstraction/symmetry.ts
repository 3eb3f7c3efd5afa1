import type { Renaming } from './key-of.ts';

/** An exchange of things that are alike: a state and its image have the same futures, exchanged. */
export interface Symmetry extends Renaming {
  /** For each register, the one whose contents it has in the image. */
  readonly order: readonly number[];
  /** For each mover, the number of the one that makes its moves in the image. */
  readonly movers: readonly number[];
}
