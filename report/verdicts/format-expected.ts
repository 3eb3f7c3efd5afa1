import type { DesignResult } from '../../explore/checking/verdict.ts';
import { expectedCell } from './expected-cell.ts';
import {
  columnOf,
  type ExpectedCell,
  type ExpectedMatrix,
  expectedSignatures,
} from './expected.ts';
import { ScopeLetters } from './scope-letters.ts';

/**
 * The matrix as the text of `expected.json`: a line for each property and each signature. The same
 * results give the same text.
 * @param before its table `known` stays, and so do the keys of signatures that are found again; a
 *   policy that is new takes them from other columns of its design. Null: nothing is known.
 */
export function formatExpected(
  results: readonly DesignResult[],
  before: ExpectedMatrix | null,
): string {
  const letters = new ScopeLetters(results);
  const matrix: ExpectedMatrix = {
    version: 3,
    known: before?.known ?? {},
    scopes: letters.byLetter(),
    results: results.map((result) => {
      const { design, policy, callers, verdicts } = result;
      const judged = judgedBefore(result, before);
      const properties: Record<string, ExpectedCell> = {};
      for (const { property, verdict } of verdicts) {
        properties[property.id] = withKnown(expectedCell(verdict, letters), judged);
      }
      return { design, policy, callers, properties };
    }),
  };
  // `JSON.stringify` would spread the entry of a signature over several lines.
  const text = JSON.stringify(matrix, null, 2).replaceAll(
    /\{\n\s+("cost": "[^"]*"),?(?:\n\s+("known": "[^"]*"))?\n\s+\}/g,
    (_, cost: string, known?: string) => `{ ${known === undefined ? cost : `${cost}, ${known}`} }`,
  );
  return `${text}\n`;
}

/** Keys of what is known, by signature: from the column itself, else from others of the design. */
function judgedBefore(
  of: Pick<DesignResult, 'design' | 'policy' | 'callers'>,
  before: ExpectedMatrix | null,
): ReadonlyMap<string, string> {
  if (before === null) return new Map();
  const own = columnOf(before, of);
  const others = before.results.filter(
    ({ design, callers }) => design === of.design && callers === of.callers,
  );
  // The column itself comes last, so its keys replace those of the others.
  return new Map(
    expectedSignatures(own === undefined ? others : [...others, own]).flatMap(
      ({ signature, entry }) => (entry.known === undefined ? [] : [[signature, entry.known]]),
    ),
  );
}

function withKnown(cell: ExpectedCell, judged: ReadonlyMap<string, string>): ExpectedCell {
  if (typeof cell === 'string') return cell;
  return Object.fromEntries(
    Object.entries(cell).map(([signature, { cost }]) => {
      const known = judged.get(signature);
      return [signature, known === undefined ? { cost } : { cost, known }];
    }),
  );
}
