import type { PolicyStep } from '../../impl/policies/policy-states.ts';

/** One clause of a policy's contract: it judges the runs of the work, one after another. */
export interface PolicyClause {
  readonly id: string;
  /** What a policy that keeps this clause promises: half a sentence. */
  readonly promise: string;
  /**
   * What the clause remembers before the first run of the work. A text says why the declared values
   * break the clause.
   */
  readonly initial: number | string;
  /**
   * What the clause remembers after this run of the work. A text says why the run breaks the
   * clause.
   */
  next(memory: number, step: PolicyStep): number | string;
}
