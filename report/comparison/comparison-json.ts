import {
  type ComparedProperty,
  type Comparison,
  isDifferent,
  type Side,
  SIDES,
  type Sides,
  undecidedAlike,
} from '../../explore/checking/comparison.ts';
import { formatScope } from '../../explore/run/scope.ts';
import { counterexampleJson } from '../counterexample/counterexample-json.ts';
import type { FromCache } from '../verdicts/from-cache.ts';
import type { ComparedDesign } from './compared-designs.ts';
import type { ComparisonRuling } from './comparison-ruling.ts';

/** The `--json` document of `iova-check compare`; `version` is that of its shape. */
export function formatComparisonJson(
  compared: Sides<ComparedDesign>,
  ruling: ComparisonRuling,
  comparison: Comparison,
  spent: FromCache,
): string {
  const { properties, exhausted, shared, lockstep, open } = comparison;
  const differences = properties.filter(isDifferent).map((one) => ({
    property: one.property.id,
    callers: one.callers,
    ...Object.fromEntries(SIDES.map((side) => [side, sideOf(one, compared[side], side)])),
  }));
  const undecided = undecidedAlike(comparison).map(({ property, callers }) => ({
    property: property.id,
    callers,
  }));
  const scopes = exhausted.map(formatScope);
  const questions = open.map(({ says }) => says);
  const found = {
    differences,
    exhausted: scopes,
    shared,
    undecided,
    lockstep,
    open: questions,
    ...spent,
  };
  const document = { version: 2, answer: ruling, ...compared, ...found };
  return `${JSON.stringify(document)}\n`;
}

function sideOf(
  { property, verdicts, signatures, only }: ComparedProperty,
  design: ComparedDesign,
  side: Side,
): object {
  return {
    verdict: verdicts[side],
    signatures: signatures[side],
    only: only[side].map(({ found, other, ruledOut }) => ({
      ...counterexampleJson(design, property.id, found),
      ruledOut,
      other,
    })),
  };
}
