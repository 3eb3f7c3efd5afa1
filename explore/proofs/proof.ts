import type { Clause, System } from './system.ts';
import type { Term } from './term.ts';

/** A property of a system, and the invariant that is to prove it. */
export interface Proof {
  /** Part of a file name. */
  readonly id: string;
  readonly sentence: string;
  readonly system: System;
  readonly invariant: readonly Clause[];
  readonly property: Term<boolean>;
}
