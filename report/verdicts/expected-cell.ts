import type { Verdict } from '../../explore/checking/verdict.ts';
import type { ExpectedCell } from './expected.ts';
import { formatCost } from './format-cost.ts';
import type { ScopeLetters } from './scope-letters.ts';

/**
 * A verdict as the expected matrix writes it; signatures in alphabetical order, without what is
 * known of them. `letters` must know every scope that the verdict rests on.
 */
export function expectedCell(verdict: Verdict, letters: ScopeLetters): ExpectedCell {
  if (verdict.kind === 'holds') return `holds ${letters.of(verdict.exhausted)}`;
  if (verdict.kind !== 'violated') return verdict.kind;
  const entries = verdict.counterexamples.map(({ signature, execution, proof }) => {
    const shortest =
      proof?.among === 'all runs' ? `, shortest in ${letters.of([proof.scope])}` : '';
    return [signature, { cost: `${formatCost(execution.cost)}${shortest}` }] as const;
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
