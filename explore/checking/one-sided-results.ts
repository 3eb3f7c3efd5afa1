import type { Comparison, Side } from './comparison.ts';
import type { DesignResult } from './verdict.ts';

/** The results of one side, with those signatures only that the other one does not have. */
export function onlyOf(
  side: Side,
  { properties }: Comparison,
  results: readonly DesignResult[],
): readonly DesignResult[] {
  return results.map((result) => ({
    ...result,
    verdicts: result.verdicts.flatMap(({ property, verdict }) => {
      const compared = properties.find(
        (other) => other.property === property && other.callers === result.callers,
      );
      const classes = compared?.only[side].map(({ found }) => found) ?? [];
      if (verdict.kind !== 'violated' || classes.length === 0) return [];
      return [{ property, verdict: { ...verdict, classes } }];
    }),
  }));
}
