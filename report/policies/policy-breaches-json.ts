import type { PolicyContract } from '../../explore/contract/policy-contract.ts';
import { type BrokenClause, breachesOf } from './policy-contract.ts';

/**
 * The clauses that a policy breaks, for JSON documents: why, and the runs of the work that show it,
 * each with the delay that the policy chose after it.
 */
export function policyBreachesJson(contract: PolicyContract): readonly object[] {
  return breachesOf(contract).map(policyBreachOf);
}

function policyBreachOf({ id, breach }: BrokenClause): object {
  const runs = breach.steps.map(({ run, retry: { delayJiffies, warn } }) => ({
    ...run,
    delayJiffies,
    warn,
  }));
  return { clause: id, why: breach.why, runs };
}
