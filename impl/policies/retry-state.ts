import type { Kernel } from '../kernel/kernel.ts';
import { Kept } from '../kernel/kept.ts';
import type { Policy, Retry, WorkRun } from './policy.ts';

/** The state of a domain's retry policy. Only the work touches it. */
export class RetryState extends Kept<unknown> {
  readonly policy: Policy;

  /** @throws Error if there is no policy: a design whose work retries needs one */
  constructor(kernel: Kernel, policy: Policy | null) {
    if (policy === null) throw new Error('a work that retries needs a policy');
    super(kernel, policy.initial, 'the retry state');
    this.policy = policy;
  }

  /** Consults the policy at the end of a run of the work, and keeps its new state. */
  consult(run: WorkRun): Retry<unknown> {
    this.changed();
    const retry = this.policy.next(this.kept.value, run);
    this.kept.value = retry.state;
    if (retry.warn) this.kernel.emit({ kind: 'warning' });
    return retry;
  }
}
