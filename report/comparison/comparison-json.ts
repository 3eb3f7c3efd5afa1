import {
  type ComparedProperty,
  type Comparison,
  isDifferent,
  type Side,
  SIDES,
  type Sides,
  undecidedAlike,
} from '../../explore/checking/comparison.ts';
import type { Run } from '../../explore/run/run.ts';
import { formatScope } from '../../explore/run/scope.ts';
import { counterexampleJson } from '../counterexample/counterexample-json.ts';
import type { ComparisonAnswer } from './comparison-answer.ts';

/** What one side of a comparison is called. */
export interface ComparedDesign extends Pick<Run, 'design' | 'policy'> {
  /** As it was named by the user. */
  readonly as: string;
  /** The clauses of its policy's contract that it breaks. */
  readonly policyBreaches: readonly string[];
}

/** The `--json` document of `iova-check compare`; `version` is that of its shape. */
export function formatComparisonJson(
  compared: Sides<ComparedDesign>,
  answer: ComparisonAnswer,
  comparison: Comparison,
): string {
  const { properties, exhausted, shared, open } = comparison;
  const designs = Object.fromEntries(SIDES.map((side) => [side, designOf(compared[side])]));
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
  const found = { differences, exhausted: scopes, shared, undecided, open };
  const document = { version: 1, answer, ...designs, ...found };
  return `${JSON.stringify(document)}\n`;
}

/** These fields, whatever else it has. */
function designOf({ as, design, policy, policyBreaches }: ComparedDesign): ComparedDesign {
  return { as, design, policy, policyBreaches };
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
