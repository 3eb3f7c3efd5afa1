import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { formatScope, type Scope } from '../../explore/run/scope.ts';
import { lengthClaim } from '../counterexample/length-claim.ts';
import { memoryClaim } from '../counterexample/memory-claim.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import type { RuledCell } from './cell-ruling.ts';
import type { GateOutcome } from './gate-outcome.ts';

/** What a report says of a cell. */
export interface CaseOfCell {
  readonly outcome: GateOutcome;
  readonly text: string;
  /** Whose run follows the text; null: none. */
  readonly shown: Counterexample | null;
}

/**
 * The ruling on the cell, in the words of a report.
 * @param nameScopes names the scopes that were exhausted, as "scopes 1 to 3"
 */
export function caseOfCell(
  { result, judged: { verdict }, ruling }: RuledCell,
  nameScopes: (scopes: readonly Scope[]) => string,
): CaseOfCell {
  switch (ruling.kind) {
    case 'passed':
    case 'not-applicable':
      return { ...caseOfAccepted(verdict, result.stopped, nameScopes), shown: null };
    case 'inconclusive':
      return { outcome: 'inconclusive', text: ruling.why, shown: null };
    case 'failed': {
      const counterexamples = verdict.kind === 'violated' ? verdict.counterexamples : [];
      const text =
        counterexamples.length === 0 ? ruling.why : `${ruling.why}\n${signatures(counterexamples)}`;
      return { outcome: 'failed', text, shown: ruling.unexpected[0] ?? null };
    }
  }
}

/** @param stopped the check ended early: there may be what it did not find */
function caseOfAccepted(
  verdict: Verdict,
  stopped: DesignResult['stopped'],
  nameScopes: (scopes: readonly Scope[]) => string,
): Omit<CaseOfCell, 'shown'> {
  switch (verdict.kind) {
    case 'holds':
      return { outcome: 'passed', text: `exhausted: ${nameScopes(verdict.exhausted)}` };
    case 'violated': {
      const known = signatures(verdict.counterexamples);
      return stopped === null
        ? { outcome: 'passed', text: `violated, as accepted:\n${known}` }
        : { outcome: 'inconclusive', text: `ended early; so far as accepted:\n${known}` };
    }
    case 'inconclusive':
      return stopped === null
        ? { outcome: 'skipped', text: `as expected, inconclusive: ${verdict.bound}` }
        : { outcome: 'inconclusive', text: verdict.bound };
    case 'not-applicable':
      return { outcome: 'skipped', text: 'the property is not about this design' };
  }
}

function signatures(counterexamples: readonly Counterexample[]): string {
  return listed(
    counterexamples.map((found) => {
      const memory = memoryClaim(found);
      const claims = [lengthClaim(found, formatScope), ...(memory === null ? [] : [memory])];
      return `${found.signature} (${claims.join(', ')})`;
    }),
  );
}

function listed(items: readonly string[]): string {
  return items.flatMap((one) => wrapText(one, columns(), '  ', '    ')).join('\n');
}
