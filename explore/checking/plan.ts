import type { DesignRef } from '../loading/load-design.ts';
import type { Run } from '../run/run.ts';
import type { Property } from '../../model/property.ts';
import type { CheckOptions } from './check-plan.ts';
import type { Side } from './comparison.ts';

/** A design that is checked under one kind of callers: a column of the matrix. */
export interface PlannedColumn extends Pick<Run, 'design' | 'policy'> {
  /** What loads the design. */
  readonly ref: DesignRef;
  /** The design as the user named it. */
  readonly as: string;
  /** Its side of a comparison; null: the plan compares nothing. */
  readonly side: Side | null;
  readonly options: Omit<CheckOptions, 'seconds'>;
}

/** What is going to be checked: data, complete before any work begins. */
export interface Plan {
  /** In the order in which they are checked. In a comparison, B follows A under each callers. */
  readonly columns: readonly PlannedColumn[];
  readonly properties: readonly Property[];
  /** All columns together end soon after so many seconds; null: when everything is done. */
  readonly seconds: number | null;
  /**
   * Whether engines, scopes, calls, runs and seed are those that the expected matrix was made
   * with, so that its columns compare with these.
   */
  readonly isDefault: boolean;
}
