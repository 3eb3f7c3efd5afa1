import type { Policy } from '../../policies/policy.ts';
import type { Seeded } from '../seeded-bug.ts';

/** Clauses of the contract of a policy; `malformed`: it cannot be consulted, or has no end. */
export type BrokenClause = 'bounds' | 'failure' | 'reset' | 'warning' | 'cap' | 'malformed';

/** A retry policy with one mistake, on purpose, under a name of its own. */
export interface PolicyBug<S = unknown> extends Seeded {
  /** The clause that must catch it. */
  readonly caughtBy: BrokenClause;
  readonly policy: Policy<S>;
}
