import type { Verdict } from '../../explore/checking/verdict.ts';
import type { ExpectedCell } from './expected.ts';
import type { ScopeLetters } from './scope-letters.ts';

/** A verdict as the expected matrix has it; signatures in alphabetical order, none judged. */
export function expectedCell(verdict: Verdict, letters: ScopeLetters): ExpectedCell {
  if (verdict.kind === 'holds') return `holds ${letters.of(verdict.exhausted)}`;
  if (verdict.kind !== 'violated') return verdict.kind;
  const entries = verdict.classes.map(({ signature, execution, proof }) => {
    const { calls, refusals, switches, steps } = execution.cost;
    const shortest =
      proof?.among === 'all runs' ? `, shortest in ${letters.of([proof.scope])}` : '';
    return [signature, { cost: `${calls}/${refusals}/${switches}/${steps}${shortest}` }] as const;
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
