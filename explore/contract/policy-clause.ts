import type { PolicyStep } from '../../impl/policies/policy-states.ts';

/** One clause of the contract of a policy: a judge of the runs of the work, one after another. */
export interface PolicyClause {
  readonly id: string;
  /** What a policy that keeps it promises, in half a sentence. */
  readonly promise: string;
  /** What it remembers before any run; a text: what is declared breaks it, why. */
  readonly initial: number | string;
  /** What it remembers after the run; a text: the run breaks it, why. */
  next(memory: number, step: PolicyStep): number | string;
}
