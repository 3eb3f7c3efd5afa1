import type { CatchingClause, PolicyBug } from '../../../impl/bugs/policies/policy-bug.ts';
import { MalformedPolicy } from '../../../impl/policies/malformed-policy.ts';
import { checkPolicy } from '../../contract/policy-contract.ts';

/** What the contract says of a wrong policy. */
export interface JudgedPolicyBug {
  readonly policy: string;
  /** The clause that must be broken. */
  readonly must: CatchingClause;
  /** The clauses that are broken, each with the number of runs of the work that show it. */
  readonly broken: readonly { readonly clause: string; readonly runs: number }[];
}

/**
 * Judges the policy in each of its states, for everything that a run of the work can report to it.
 */
export function judgePolicyBug({ policy, caughtBy }: PolicyBug): JudgedPolicyBug {
  const judged = { policy: policy.name, must: caughtBy };
  try {
    const broken = checkPolicy(policy).clauses.flatMap(({ id, breach }) =>
      breach === null ? [] : [{ clause: id, runs: breach.steps.length }],
    );
    return { ...judged, broken };
  } catch (error) {
    if (!(error instanceof MalformedPolicy)) throw error;
    return { ...judged, broken: [{ clause: 'malformed', runs: 0 }] };
  }
}

/** Whether the clause that must be broken is broken. */
export function isPolicyBugCaught({ must, broken }: JudgedPolicyBug): boolean {
  return broken.some(({ clause }) => clause === must);
}
