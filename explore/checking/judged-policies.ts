import { checkPolicy, type PolicyContract } from '../contract/policy-contract.ts';
import { loadDesign } from '../loading/load-design.ts';
import type { Side } from './comparison.ts';
import type { Plan } from './plan.ts';

/** A retry policy of the plan, and how it keeps its contract. */
export interface JudgedPolicy {
  /** The side that uses the policy; null: the plan compares nothing. */
  readonly side: Side | null;
  readonly contract: PolicyContract;
}

/**
 * The policies of the plan, at most one for each side. A side on which no work retries has none.
 */
export async function judgedPolicies({ columns }: Plan): Promise<readonly JudgedPolicy[]> {
  const firstOfSides = columns.filter(
    ({ side }, at) => columns.findIndex((column) => column.side === side) === at,
  );
  const judged = await Promise.all(
    firstOfSides.map(async ({ side, ref }) => {
      const { policy } = await loadDesign(ref);
      return policy === null ? [] : [{ side, contract: checkPolicy(policy) }];
    }),
  );
  return judged.flat();
}
