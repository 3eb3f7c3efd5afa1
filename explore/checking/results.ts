import type { Comparison } from './comparison.ts';
import { oneSided } from './one-sided.ts';
import type { PlannedColumn } from './plan.ts';
import type { DesignResult } from './verdict.ts';

/** A column of the plan, and what its check found. */
export interface CheckedColumn {
  readonly column: PlannedColumn;
  readonly result: DesignResult;
}

/** What the checks of a plan found. */
export interface Results {
  /** The columns that were checked, in the order of the plan. */
  readonly checked: readonly CheckedColumn[];
  /** Where the two sides differ; null: the plan compares nothing. */
  readonly comparison: Comparison | null;
}

/**
 * The columns, reduced to the signatures whose runs are reported: all of them, or, in a comparison,
 * those that the other side does not have.
 */
export function reportedIn({ checked, comparison }: Results): readonly CheckedColumn[] {
  if (comparison === null) return checked;
  return checked.map(({ column, result }) => {
    const { side } = column;
    return { column, result: side === null ? result : oneSided(side, comparison, result) };
  });
}
