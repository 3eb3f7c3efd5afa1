import type { CheckedColumn } from '../../explore/checking/results.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { compareCost } from '../../explore/state-space/cost.ts';
import { formatCost } from '../verdicts/format-cost.ts';

/** A seeded bug of a campaign, and the keys of its columns. */
export interface SoughtBug {
  readonly bug: string;
  /** The id of the property that must catch it. */
  readonly property: string;
  /** The column with the bug, and the one of its base in the same scope. */
  readonly isColumn: (column: CheckedColumn['column']) => boolean;
  readonly isBase: (column: CheckedColumn['column']) => boolean;
}

/** Whether a seeded bug was caught. Plain data. */
export interface BugVerdict {
  readonly bug: string;
  readonly property: string;
  /** The shortest signature of the property that the base does not have; null: there is none. */
  readonly caught: { readonly signature: string; readonly cost: string } | null;
  /** Whether nothing was cut short. */
  readonly isWhole: boolean;
}

export function bugVerdicts(
  bugs: readonly SoughtBug[],
  checked: readonly CheckedColumn[],
): readonly BugVerdict[] {
  return bugs.map(({ bug, property, isColumn, isBase }) => {
    const own = checked.filter(({ column }) => isColumn(column));
    const known = new Set(
      checked
        .filter(({ column }) => isBase(column))
        .flatMap((column) => foundIn(column, property).map(({ signature }) => signature)),
    );
    const [first] = own
      .flatMap((column) => foundIn(column, property))
      .filter(({ signature }) => !known.has(signature))
      .toSorted((a, b) => compareCost(a.execution.cost, b.execution.cost));
    const caught =
      first === undefined
        ? null
        : { signature: first.signature, cost: formatCost(first.execution.cost) };
    const isWhole = own.every(({ result }) => result.coverage.cut === null);
    return { bug, property, caught, isWhole };
  });
}

function foundIn({ result }: CheckedColumn, property: string): readonly Counterexample[] {
  return result.verdicts.flatMap(({ property: { id }, verdict }) =>
    id === property && verdict.kind === 'violated' ? verdict.counterexamples : [],
  );
}
