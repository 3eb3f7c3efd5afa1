import type { Policy } from '../../policies/policy.ts';
import type { Seeded } from '../seeded-bug.ts';

/**
 * The clauses of the contract of a policy. `malformed`: the policy cannot be consulted, or has too
 * many states.
 */
export type CatchingClause = 'bounds' | 'failure' | 'reset' | 'warning' | 'cap' | 'malformed';

/** A retry policy with one mistake, made on purpose, under a name of its own. */
export interface PolicyBug<S = unknown> extends Seeded {
  /** The clause that must catch it. */
  readonly caughtBy: CatchingClause;
  readonly policy: Policy<S>;
}
