import type { Action } from '../../port/action.ts';
import type { Scope } from './scope.ts';

/** What a run is expected to show: a property, and the signature of the way it is broken. */
export interface Expectation {
  readonly property: string;
  /** The id of the property, a space, and the rest of the signature. */
  readonly signature: string;
}

/** A run with all that is needed to replay it. */
export interface Run {
  /** The name of the design that it was found on. It can be replayed on other designs, too. */
  readonly design: string;
  /** The name of the retry policy; null: the design has no work that retries. */
  readonly policy: string | null;
  readonly scope: Scope;
  /** What the run must break; null: nothing. */
  readonly expect: Expectation | null;
  /** One sentence for readers of the file; null: none. */
  readonly note: string | null;
  readonly actions: readonly Action[];
}

/** The names in a run, without its other fields. */
export function namesOf({ design, policy }: RunNames): RunNames {
  return { design, policy };
}

/** The names of a design and of its retry policy. */
export type RunNames = Pick<Run, 'design' | 'policy'>;

/** "design (policy)", as in reports, or "design" if there is no policy. */
export function formatNames({ design, policy }: RunNames): string {
  return policy === null ? design : `${design} (${policy})`;
}
