import { assert } from '../../model/assert.ts';
import type { Comparison, Sides } from '../../explore/checking/comparison.ts';
import { type ComparedDesign, comparedDesigns } from '../comparison/compared-designs.ts';
import { type ComparisonRuling, ruleOnComparison } from '../comparison/comparison-ruling.ts';
import type { ReportedResult } from './reported-result.ts';

/** What both forms of a comparison report. */
interface ComparisonReport {
  readonly comparison: Comparison;
  readonly compared: Sides<ComparedDesign>;
  readonly ruling: ComparisonRuling;
}

export function comparisonReport({ plan, results, ruling }: ReportedResult): ComparisonReport {
  const { comparison } = results;
  assert(comparison !== null, 'nothing was compared');
  const compared = comparedDesigns(plan, ruling.policies);
  const clauses = { A: compared.A.policyBreaches, B: compared.B.policyBreaches };
  return { comparison, compared, ruling: ruleOnComparison(comparison, clauses) };
}
