import type { DesignRef } from '../loading/load-design.ts';
import type { Run } from '../run/run.ts';
import type { Property } from '../../model/property.ts';
import type { CheckOptions } from './check-plan.ts';
import type { Side } from './comparison.ts';

/** A column of the matrix: one design that is checked under one kind of callers. */
export interface PlannedColumn extends Pick<Run, 'design' | 'policy'> {
  /** How the design is loaded. */
  readonly ref: DesignRef;
  /** The design as the user named it. */
  readonly as: string;
  /** The side of the comparison that it belongs to; null: the plan compares nothing. */
  readonly side: Side | null;
  readonly options: Omit<CheckOptions, 'seconds'>;
}

/** What is going to be checked. It is plain data, and complete before any work begins. */
export interface Plan {
  /**
   * In the order in which they are checked. In a comparison, A comes before B for each kind of
   * callers.
   */
  readonly columns: readonly PlannedColumn[];
  readonly properties: readonly Property[];
  /**
   * All columns together end soon after this time, in seconds; null: they end when everything is
   * done.
   */
  readonly seconds: number | null;
  /**
   * Whether engines, scopes, calls, runs and seed are those with which the expected matrix was
   * made, so that its columns are comparable with these.
   */
  readonly isDefault: boolean;
}
