import type { Comparison, Side } from './comparison.ts';
import type { DesignResult } from './verdict.ts';

/** The result of one side, reduced to the signatures that the other side does not have. */
export function oneSided(
  side: Side,
  { properties }: Comparison,
  result: DesignResult,
): DesignResult {
  return {
    ...result,
    verdicts: result.verdicts.flatMap(({ property, verdict }) => {
      const compared = properties.find(
        (other) => other.property === property && other.callers === result.callers,
      );
      const counterexamples = compared?.only[side].map(({ found }) => found) ?? [];
      if (verdict.kind !== 'violated' || counterexamples.length === 0) return [];
      return [{ property, verdict: { ...verdict, counterexamples } }];
    }),
  };
}
