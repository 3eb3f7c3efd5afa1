import { assert } from '../../model/assert.ts';
import type { Side, Sides } from '../../explore/checking/comparison.ts';
import type { JudgedPolicy } from '../../explore/checking/judged-policies.ts';
import type { Plan } from '../../explore/checking/plan.ts';
import { formatNames, type Run } from '../../explore/run/run.ts';
import { breachesOf } from '../policies/policy-contract.ts';

/** One side of a comparison, as it is named. */
export interface ComparedDesign extends Pick<Run, 'design' | 'policy'> {
  /** As the user named it. */
  readonly as: string;
  /** The clauses of its contract that its policy breaks. */
  readonly policyBreaches: readonly string[];
}

/** The two sides of a plan that compares. */
export function comparedDesigns(
  { columns }: Plan,
  policies: readonly JudgedPolicy[],
): Sides<ComparedDesign> {
  const of = (side: Side): ComparedDesign => {
    const column = columns.find((one) => one.side === side);
    assert(column !== undefined, `the plan has no side ${side}`);
    const { as, design, policy } = column;
    const contracts = policies.filter((judged) => judged.side === side);
    const policyBreaches = contracts.flatMap(({ contract }) =>
      breachesOf(contract).map(({ id }) => id),
    );
    return { as, design, policy, policyBreaches };
  };
  return { A: of('A'), B: of('B') };
}

/** "llist (flat-10ms)", or "mine.ts@HEAD~1: mine (flat-10ms)" */
export function formatComparedDesign(compared: ComparedDesign): string {
  const names = formatNames(compared);
  const { as, design, policy } = compared;
  return as === design || as === `${design}:${policy}` ? names : `${as}: ${names}`;
}
