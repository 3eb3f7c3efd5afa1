import type { Clause, TransitionSystem } from './transition-system.ts';
import type { Term } from './term.ts';

/** A property of a system, and the invariant that proves it. */
export interface Proof {
  /** Becomes part of a file name. */
  readonly id: string;
  readonly sentence: string;
  readonly system: TransitionSystem;
  readonly invariant: readonly Clause[];
  readonly property: Term<boolean>;
}
