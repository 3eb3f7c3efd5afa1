import type { Action } from '../../port/action.ts';
import type { Scope } from './scope.ts';

/** What a run is said to show: a property, and the stable name of the way it is broken. */
export interface Expectation {
  readonly property: string;
  /** `PROPERTY step`; begins with `property`. */
  readonly signature: string;
}

/** A run worth keeping: all of it that is not the suite's own. */
export interface Run {
  /** The design that it was found on; it may be tried on any other. */
  readonly design: string;
  /** The retry policy's name; null where no work retries. */
  readonly policy: string | null;
  readonly scope: Scope;
  /** Null: nothing must break. */
  readonly expect: Expectation | null;
  /** One sentence for whoever opens the file; null: none. */
  readonly note: string | null;
  readonly actions: readonly Action[];
}

/** What a run says that it is of. */
export function namesOf({ design, policy }: RunNames): RunNames {
  return { design, policy };
}

/** The names of a design and of its retry policy. */
export type RunNames = Pick<Run, 'design' | 'policy'>;

/** "design (policy)", as reports call it. */
export function formatNames({ design, policy }: RunNames): string {
  return policy === null ? design : `${design} (${policy})`;
}
