import type { Kernel } from '../kernel/kernel.ts';
import { SharedState } from '../kernel/shared-state.ts';
import type { Policy, Retry, WorkRun } from './policy.ts';

/** The state of a domain's retry policy. Only the work touches it. */
export class RetryState extends SharedState {
  readonly policy: Policy;
  #state: unknown;

  /** @throws Error if there is no policy: a design whose work retries needs one */
  constructor(kernel: Kernel, policy: Policy | null) {
    super(kernel, 'the retry state');
    if (policy === null) throw new Error('a work that retries needs a policy');
    this.policy = policy;
    this.#state = policy.initial;
  }

  /** Consults the policy at the end of a run of the work, and keeps its new state. */
  consult(run: WorkRun): Retry<unknown> {
    this.changed();
    const retry = this.policy.next(this.#state, run);
    this.#state = retry.state;
    if (retry.warn) this.kernel.emit({ kind: 'warning' });
    return retry;
  }

  save(): unknown {
    return this.#state;
  }

  restore(saved: unknown): void {
    this.#state = saved;
  }
}
