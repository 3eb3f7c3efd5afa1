import { assert } from '../../model/assert.ts';
import type { Comparison } from '../../explore/checking/comparison.ts';
import type { DesignResult, JudgedProperty } from '../../explore/checking/verdict.ts';
import { expectedCell } from '../verdicts/expected-cell.ts';
import { columnOf, type ExpectedMatrix } from '../verdicts/expected.ts';
import { ScopeLetters } from '../verdicts/scope-letters.ts';
import type { AllowList } from './allow-list.ts';
import type { CellRuling, RuledCell } from './cell-ruling.ts';
import { ruleOnCompared } from './compared-ruling.ts';
import { differenceFromExpected } from './expected-difference.ts';

/** What may be there: a matrix cell by cell, the signatures of a list, or what side A shows. */
export type Accepted =
  | { readonly kind: 'as expected'; readonly matrix: ExpectedMatrix }
  | { readonly kind: 'allowed'; readonly list: AllowList }
  | { readonly kind: 'as side A'; readonly comparison: Comparison };

/** Rules on every cell of the results, in their order. */
export function ruleOnCells(
  results: readonly DesignResult[],
  accepted: Accepted,
): readonly RuledCell[] {
  return results.flatMap((result) =>
    result.verdicts.map((judged) => ({
      result,
      judged,
      ruling: ruleOnCell(result, judged, accepted),
    })),
  );
}

function ruleOnCell(result: DesignResult, judged: JudgedProperty, accepted: Accepted): CellRuling {
  switch (accepted.kind) {
    case 'as expected':
      return ruleByMatrix(result, judged, accepted.matrix);
    case 'allowed':
      return ruleByList(result, judged, accepted.list);
    case 'as side A':
      return ruleBySideA(result, judged, accepted.comparison);
  }
}

/**
 * A cell fails if it has something new, or lacks something it had. It also fails if a known
 * signature takes fewer calls than before, because a new defect may hide behind an old name, and if
 * the shortest run of a signature is another one or is no longer proved to be the shortest. The
 * length of a run that never was proved shortest may change. After an interruption, what was not
 * found is neither gone nor new.
 */
function ruleByMatrix(
  result: DesignResult,
  { property, verdict }: JudgedProperty,
  matrix: ExpectedMatrix,
): CellRuling {
  const was = columnOf(matrix, result)?.properties[property.id];
  const is = expectedCell(verdict, new ScopeLetters([result], matrix.scopes));
  const difference = differenceFromExpected(was, is);
  if (difference === null) {
    if (verdict.kind === 'not-applicable') return verdict;
    const { cut } = result.coverage;
    const bound = verdict.kind === 'violated' && cut !== null ? verdict.bound : null;
    return bound === null ? { kind: 'passed' } : { kind: 'inconclusive', why: bound };
  }
  const { why } = difference;
  const counterexamples = verdict.kind === 'violated' ? verdict.counterexamples : [];
  const unexpected = counterexamples.filter(({ signature }) =>
    difference.unexpected.includes(signature),
  );
  if (result.stopped !== null && unexpected.length === 0) {
    return { kind: 'inconclusive', why: `${result.stopped}: ${why}` };
  }
  return { kind: 'failed', why, unexpected };
}

/** A cell fails if the property is violated in a way that is not on the list. */
function ruleByList(
  { callers }: DesignResult,
  { verdict }: JudgedProperty,
  list: AllowList,
): CellRuling {
  switch (verdict.kind) {
    case 'holds':
      return { kind: 'passed' };
    case 'not-applicable':
      return verdict;
    case 'inconclusive':
      return { kind: 'inconclusive', why: verdict.bound };
    case 'violated': {
      const unexpected = verdict.counterexamples.filter(
        ({ signature }) => !list[callers].has(signature),
      );
      if (unexpected.length > 0) {
        const why = `violated: ${unexpected.map(({ signature }) => signature).join('; ')}`;
        return { kind: 'failed', why, unexpected };
      }
      // All that was found is allowed, but there may be more.
      return verdict.bound === null
        ? { kind: 'passed' }
        : { kind: 'inconclusive', why: verdict.bound };
    }
  }
}

function ruleBySideA(
  { callers }: DesignResult,
  { property }: JudgedProperty,
  comparison: Comparison,
): CellRuling {
  const compared = comparison.properties.find(
    (other) => other.property === property && other.callers === callers,
  );
  assert(compared !== undefined, `${property.id} was not compared`);
  return ruleOnCompared(compared, comparison);
}
