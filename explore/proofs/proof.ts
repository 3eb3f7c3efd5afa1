import type { Clause, System } from './system.ts';
import type { Term } from './term.ts';

/** A property of a system, and the invariant that proves it. */
export interface Proof {
  /** Becomes part of a file name. */
  readonly id: string;
  readonly sentence: string;
  readonly system: System;
  readonly invariant: readonly Clause[];
  readonly property: Term<boolean>;
}
